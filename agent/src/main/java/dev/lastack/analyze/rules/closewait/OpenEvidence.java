package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.IdleAtRemoteClose;
import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.TcpState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The numbers behind a finding about open connections. */
final class OpenEvidence {

    private OpenEvidence() {}

    static Map<EvidenceKey, Number> of(AffectedConnections group, long longestMillis) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(
                group.path().openedBeforeWatch() ? EvidenceKey.AT_LEAST_MILLIS : EvidenceKey.OLDEST_MILLIS,
                group.max(connection -> group.millisSince(connection.openedAt())));
        numbers.put(EvidenceKey.LONGEST_MILLIS, longestMillis);
        putGrowth(numbers, group);
        numbers.put(EvidenceKey.IDLE_MILLIS, group.min(OpenConnection::idleMillis));
        putIdleAtRemoteClose(numbers, IdleAtRemoteClose.of(group));
        numbers.put(EvidenceKey.REMOTE_CLOSED, group.remoteClosed());
        numbers.put(EvidenceKey.EOF_SEEN, group.count(connection -> connection.eof() != null));
        numbers.put(EvidenceKey.NEVER_USED, group.count(connection -> connection.lastUse() == null));
        numbers.put(EvidenceKey.REUSED, group.count(OpenConnection::reused));
        numbers.put(
                EvidenceKey.UNREACHABLE,
                group.count(connection -> connection.reachability() == Reachability.UNREACHABLE));
        numbers.put(EvidenceKey.WITH_UNREAD_DATA, group.count(connection -> connection.unreadBytes() > 0));
        numbers.put(EvidenceKey.MOST_UNREAD_BYTES, group.max(OpenConnection::unreadBytes));
        putSiblings(numbers, group);
        putStates(numbers, group);
        return numbers;
    }

    /** Properly: by close(), not late, and not by the garbage collector. */
    static long closedProperly(ClosedConnections ended) {
        return Math.max(0, ended.count() - ended.slowlyClosed() - ended.reclaimed());
    }

    /**
     * A rate needs a whole window to have been watched, and it is growth only where some are older and none is closed
     * in the end.
     */
    private static void putGrowth(Map<EvidenceKey, Number> numbers, AffectedConnections group) {
        long windowMillis = group.settings().window().toMillis();
        long fresh = group.newInWindow();
        numbers.put(EvidenceKey.WINDOW_MILLIS, windowMillis);
        numbers.put(EvidenceKey.NEW_IN_WINDOW, fresh);
        boolean everClosedLate =
                group.path().ended().slowlyClosed() + group.path().ended().reclaimed() > 0;
        boolean watchedLongEnough = group.snapshot().observation().watchedMillis() >= windowMillis;
        if (watchedLongEnough && fresh < group.size() && !everClosedLate && windowMillis > 0) {
            numbers.put(EvidenceKey.GROWTH_PER_MINUTE, Math.round(fresh * 60_000.0 / windowMillis));
        }
    }

    private static void putIdleAtRemoteClose(Map<EvidenceKey, Number> numbers, @Nullable IdleAtRemoteClose idle) {
        if (idle != null && idle.isCluster()) {
            numbers.put(EvidenceKey.IDLE_AT_REMOTE_CLOSE_MILLIS, idle.p50Millis());
            numbers.put(EvidenceKey.IDLE_AT_REMOTE_CLOSE_SPREAD_MILLIS, idle.spreadMillis());
        }
    }

    private static void putSiblings(Map<EvidenceKey, Number> numbers, AffectedConnections group) {
        ClosedConnections ended = group.path().ended();
        numbers.put(EvidenceKey.OPENED, group.path().opened());
        numbers.put(EvidenceKey.CLOSED_PROPERLY, closedProperly(ended));
        numbers.put(EvidenceKey.CLOSED_LATE, ended.slowlyClosed());
        numbers.put(EvidenceKey.RECLAIMED, ended.reclaimed());
    }

    /** Only those that occur. */
    private static void putStates(Map<EvidenceKey, Number> numbers, AffectedConnections group) {
        Map<TcpState, Long> states = new TreeMap<>();
        group.connections().forEach(connection -> states.merge(connection.state(), 1L, Long::sum));
        states.forEach((state, count) -> numbers.put(EvidenceKey.of(state), count));
    }
}
