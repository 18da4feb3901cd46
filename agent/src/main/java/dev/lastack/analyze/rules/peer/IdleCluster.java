package dev.lastack.analyze.rules.peer;

import dev.lastack.analyze.leak.IdleAtRemoteClose;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Traffic.IdleAge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ages of idleness at which the remote closed connections of one code path, ended and open ones together.
 *
 * @param count ages that were seen
 * @param open how many of them are of connections that are still open here
 */
record IdleCluster(long count, long open, long p10Millis, long p50Millis, long p90Millis) {

    private static final long FEWEST = 5;

    /** Less is no idleness but the end of an answer. */
    private static final long SHORTEST_MILLIS = 1_000;

    private static final long JITTER_MILLIS = 250;
    private static final double JITTER_SHARE = 0.05;

    /** An age, and for how many connections it stands. */
    private record Age(long millis, double weight) {}

    static IdleCluster of(CodePath path, Snapshot snapshot) {
        List<Age> ages = new ArrayList<>();
        for (OpenConnection connection : path.open()) {
            if (connection.remoteClosedAt() != null && connection.firstCloser() == FirstCloser.REMOTE) {
                addIdle(ages, IdleAtRemoteClose.idleMillis(connection, snapshot.takenAt()));
            }
        }
        int open = ages.size();
        IdleAge ended = path.traffic().idleAtRemoteClose();
        addEnded(ages, ended);
        ages.sort(Comparator.comparingLong(Age::millis));
        return new IdleCluster(
                open + ended.count(), open, quantile(ages, 0.1), quantile(ages, 0.5), quantile(ages, 0.9));
    }

    boolean isTimeout() {
        return count >= FEWEST && p90Millis - p10Millis <= Math.max(JITTER_MILLIS, JITTER_SHARE * p50Millis);
    }

    private static void addIdle(List<Age> ages, long idleMillis) {
        if (idleMillis >= SHORTEST_MILLIS) {
            ages.add(new Age(idleMillis, 1));
        }
    }

    /** Of ended ones only three quantiles are known: each stands for those around it. */
    private static void addEnded(List<Age> ages, IdleAge ended) {
        if (ended.count() > 0) {
            ages.add(new Age(ended.p10Millis(), 0.3 * ended.count()));
            ages.add(new Age(ended.p50Millis(), 0.4 * ended.count()));
            ages.add(new Age(ended.p90Millis(), 0.3 * ended.count()));
        }
    }

    private static long quantile(List<Age> sorted, double share) {
        double rank = share * sorted.stream().mapToDouble(Age::weight).sum();
        double seen = 0;
        for (Age age : sorted) {
            seen += age.weight();
            if (seen >= rank) {
                return age.millis();
            }
        }
        return 0;
    }
}
