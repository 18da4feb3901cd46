package dev.lastack.analyze.rules.peer;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.analyze.rules.timewait.TimeWaitDetails;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The remote closes idle connections at one age: a timer over there, shorter than ours. */
public final class IdleTimeoutRule implements Rule {

    /** As many late closes show that our side meets stale connections again and again. */
    private static final long REPEATEDLY = 5;

    /** Closed as closely together as one tick of a timer closes them. */
    private static final long ONE_MOMENT_MILLIS = 200;

    private static final String WHY =
            "The remote closes a connection that has been idle for that long, and this side keeps"
                    + " it for longer. Between the remote's close and ours it is in CLOSE_WAIT; a request that is sent on it in"
                    + " that time fails or must be repeated.";

    @Override
    public String id() {
        return "peer/idle-timeout";
    }

    /** It is one remote's timer. */
    @Override
    public boolean mergesPeers() {
        return false;
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return path.isClient() ? 1 : 0;
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        IdleCluster cluster = IdleCluster.of(path, snapshot);
        return path.isClient()
                        && !path.openedBeforeWatch()
                        && cluster.isTimeout()
                        && !(isOneMoment(path, cluster) && isNeverUsed(path))
                ? Optional.of(finding(path, cluster, snapshot, settings))
                : Optional.empty();
    }

    private Finding finding(CodePath path, IdleCluster cluster, Snapshot snapshot, Settings settings) {
        String timeout = Words.roundTime(cluster.p50Millis());
        long left = leftInCloseWait(path, snapshot, settings);
        Culprit culprit = Culprit.firstOf(
                Culprit.opened(path), Culprit.closed(path.ended().closedBy()));
        boolean harmful = (left > 0 && !isOneMoment(path, cluster) && arePooled(path))
                || path.ended().slowlyClosed() >= REPEATEDLY;
        Verdict verdict = new Verdict(
                harmful ? Severity.WARNING : Severity.INFO,
                isOneMoment(path, cluster)
                        ? "the remote closed connections together, after about " + timeout + " of idleness"
                        : "the remote closes connections that are idle for about " + timeout,
                WHY,
                fix(timeout));
        return verdict.finding(
                id(),
                path,
                cluster.count(),
                culprit,
                evidence(path, cluster, left),
                details(path, cluster, left, culprit));
    }

    private static long leftInCloseWait(CodePath path, Snapshot snapshot, Settings settings) {
        return path.open().stream()
                .filter(connection -> connection.remoteClosedAt() != null)
                .filter(connection -> LeakState.of(connection, snapshot.takenAt(), settings) != LeakState.FINE)
                .count();
    }

    /** Those that a pool keeps, as it says or as they show: forgotten ones no setting of a pool would help. */
    private static boolean arePooled(CodePath path) {
        return path.open().stream()
                .filter(connection -> connection.remoteClosedAt() != null)
                .anyMatch(connection -> connection.reusedByAnother() || connection.liesInPool());
    }

    private static String fix(String timeout) {
        return "let the pool drop idle connections before " + timeout
                + " are over, by the setting for idle time or time"
                + " to live (HttpClient 4 and 5: evictIdleConnections; OkHttp: ConnectionPool's keep-alive; JDK"
                + " HttpClient: jdk.httpclient.keepalive.timeout; HikariCP: maxLifetime, keepaliveTime; commons-pool"
                + " and Jedis: minEvictableIdleDuration), or raise the remote's timeout above the pool's.";
    }

    private static Map<EvidenceKey, Number> evidence(CodePath path, IdleCluster cluster, long left) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.IDLE_TIMEOUT_MILLIS, cluster.p50Millis());
        numbers.put(EvidenceKey.P_10_IDLE_MILLIS, cluster.p10Millis());
        numbers.put(EvidenceKey.P_90_IDLE_MILLIS, cluster.p90Millis());
        numbers.put(EvidenceKey.REMOTE_CLOSES_SEEN, cluster.count());
        numbers.put(EvidenceKey.STILL_OPEN, cluster.open());
        numbers.put(EvidenceKey.LEFT_IN_CLOSE_WAIT, left);
        numbers.put(EvidenceKey.CLOSED_LATE, path.ended().slowlyClosed());
        return numbers;
    }

    private static List<String> details(CodePath path, IdleCluster cluster, long left, Culprit culprit) {
        return TimeWaitDetails.of(path, culprit)
                .line(CulpritText.peer(path) + "; " + Words.count(cluster.count(), "connection")
                        + " closed first by the remote, four in five after "
                        + Words.range(cluster.p10Millis(), cluster.p90Millis()) + " of idleness")
                .line(
                        isOneMoment(path, cluster)
                                ? "all at one moment: its idle timeout, or a restart, which looks the same"
                                : "")
                .line(unclosed(left, cluster))
                .line(
                        path.ended().slowlyClosed() == 0
                                ? ""
                                : Words.count(path.ended().slowlyClosed(), "connection") + " from this path "
                                        + (path.ended().slowlyClosed() == 1 ? "was" : "were") + " closed late")
                .lines();
    }

    private static String unclosed(long left, IdleCluster cluster) {
        if (left == 0) {
            return "";
        }
        return left >= cluster.count()
                ? "none of them has been closed here yet"
                : Words.count(left) + " of them " + (left == 1 ? "is" : "are") + " still not closed here";
    }

    /** Opened together and closed together: no sign of a timer for idleness. */
    private static boolean isNeverUsed(CodePath path) {
        return path.open().stream()
                .filter(connection -> connection.remoteClosedAt() != null)
                .anyMatch(connection -> connection.lastUse() == null);
    }

    /** Only of open connections the moments are known. */
    private static boolean isOneMoment(CodePath path, IdleCluster cluster) {
        if (cluster.open() < cluster.count()) {
            return false;
        }
        var waits = path.open().stream()
                .filter(connection -> connection.remoteClosedAt() != null)
                .mapToLong(OpenConnection::sinceRemoteCloseMillis)
                .summaryStatistics();
        return waits.getMax() - waits.getMin() <= ONE_MOMENT_MILLIS;
    }
}
