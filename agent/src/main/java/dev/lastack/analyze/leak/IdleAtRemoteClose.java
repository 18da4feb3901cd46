package dev.lastack.analyze.leak;

import dev.lastack.snapshot.OpenConnection;
import dev.lastack.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For how long connections had lain idle when the remote closed them. A cluster betrays a timer on the other side: a
 * server's for idle connections, a client's for the answer that it waits for.
 *
 * @param atOneMoment all were closed together, which a restart of the remote does as well as a timer
 * @param ofServer the remote is one
 */
public record IdleAtRemoteClose(
        int count, long minMillis, long p50Millis, long maxMillis, boolean atOneMoment, boolean ofServer) {

    private static final int FEWEST_OF_A_CLUSTER = 3;

    /** Timers and the network are not exact; a tenth of the time is, to a reader, the same time. */
    private static final long JITTER_MILLIS = 100;

    /** Sooner than this the remote just closes after its answer. */
    private static final long SHORTEST_TIMEOUT_MILLIS = 200;

    /** Null unless the remote closed all of them, each after its last byte was moved, and that byte was seen. */
    public static @Nullable IdleAtRemoteClose of(AffectedConnections group) {
        if (group.isEmpty() || group.path().openedBeforeWatch() || group.remoteClosed() < group.size()) {
            return null;
        }
        List<Long> idle = group.connections().stream()
                .map(connection -> idleMillis(connection, group.snapshot().takenAt()))
                .sorted()
                .toList();
        if (idle.get(0) < 0) {
            return null;
        }
        int last = idle.size() - 1;
        return new IdleAtRemoteClose(
                idle.size(),
                idle.get(0),
                idle.get(last / 2),
                idle.get(last),
                areClosedTogether(group),
                group.path().isClient());
    }

    public long spreadMillis() {
        return maxMillis - minMillis;
    }

    public boolean isCluster() {
        return count >= FEWEST_OF_A_CLUSTER && spreadMillis() <= Math.max(JITTER_MILLIS, p50Millis / 10);
    }

    public boolean isTimeout() {
        return ofServer && isCluster() && p50Millis >= SHORTEST_TIMEOUT_MILLIS && !atOneMoment;
    }

    /** {@code after 30.0 s of idleness (all within 0.1 s: its idle timeout)}. */
    public String phrase() {
        if (maxMillis < JITTER_MILLIS) {
            return "right after the last byte was moved";
        }
        if (!isCluster()) {
            return "after " + Words.range(minMillis, maxMillis) + " of idleness";
        }
        String after = "after " + Words.duration(p50Millis) + " of idleness";
        if (atOneMoment) {
            return after + ", all at one moment";
        }
        String meaning = isTimeout() ? ": its idle timeout" : "";
        return after + " (all within " + Words.duration(Math.max(1, spreadMillis())) + meaning + ")";
    }

    /** Below 0 where the last byte was moved after the remote's close; the connection must be remote-closed. */
    public static long idleMillis(OpenConnection connection, Instant now) {
        Instant lastMoved = now.minusMillis(connection.idleMillis());
        return Duration.between(lastMoved, Objects.requireNonNull(connection.remoteClosedAt()))
                .toMillis();
    }

    private static boolean areClosedTogether(AffectedConnections group) {
        long earliest = group.min(OpenConnection::sinceRemoteCloseMillis);
        long latest = group.max(OpenConnection::sinceRemoteCloseMillis);
        return latest - earliest <= 2 * JITTER_MILLIS;
    }
}
