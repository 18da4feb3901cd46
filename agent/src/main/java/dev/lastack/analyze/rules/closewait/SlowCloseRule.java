package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import dev.lastack.snapshot.Transport;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Closed in the end, but the remote had closed long before. */
public final class SlowCloseRule implements Rule {

    private static final Verdict VERDICT = new Verdict(
            Severity.WARNING,
            "closed in the end, but long after the remote had closed",
            "Between the remote's close and ours a connection is of no use to anyone, and still keeps a file descriptor"
                    + " and stays in CLOSE_WAIT. With more load, more of them wait at a time.",
            "close as soon as the remote is seen to have closed: do not put other work between the end of stream and"
                    + " close(); let a pool evict idle connections, sooner than the remote's idle timeout, instead of"
                    + " finding them stale at the next request.");

    private static final Verdict POOLS_PACE = new Verdict(
            Severity.INFO,
            "closed by the pool at its own pace, some time after the remote had closed",
            "Nobody reads a connection that lies in a pool, so nobody sees the remote's close before the pool looks, which"
                    + " it does from time to time, or when the next request finds the connection stale. Until then it is in"
                    + " CLOSE_WAIT; that is bounded, and does no harm unless they are many.",
            "nothing need be done. A pool that drops idle connections sooner than the remote's idle timeout never meets"
                    + " its close (HttpURLConnection: http.keepAlive.time.server; HttpClient 4 and 5:"
                    + " evictIdleConnections; OkHttp: ConnectionPool's keep-alive).");

    /** It only holds a verdict back (decision 0054). */
    private static final String CACHE_OF_THE_JDK = "sun.net.www.http.KeepAliveCache";

    @Override
    public String id() {
        return "close-wait/slow-close";
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return path.ended().slowlyClosed();
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        ClosedConnections ended = path.ended();
        // the percentile is of all time after the remote's close; the count leaves out those that still wrote in it
        boolean slow =
                ended.closeWait().p99Millis() >= settings.closeWaitThreshold().toMillis()
                        && ended.slowlyClosed() * 100 >= ended.closeWait().count();
        return slow && ended.slowlyClosed() > 0 ? Optional.of(finding(path)) : Optional.empty();
    }

    private Finding finding(CodePath path) {
        ClosedConnections ended = path.ended();
        Culprit culprit = Culprit.firstOf(Culprit.closed(ended.slowlyClosedBy()), Culprit.opened(path));
        Verdict verdict = isPoolsPace(path) ? POOLS_PACE : VERDICT;
        return verdict.finding(id(), path, ended.slowlyClosed(), culprit, evidence(path), details(path, culprit));
    }

    /** Of blocking sockets: what a selector has, it sees to be closed at once. */
    private static boolean isPoolsPace(CodePath path) {
        List<StackCount> closes = path.ended().slowlyClosedBy();
        return path.isClient()
                && path.transport() == Transport.SOCKET
                && !closes.isEmpty()
                && closes.stream().allMatch(close -> isPools(close.stack(), path.openStack()));
    }

    /**
     * By a thread of the library's own; or at the very line that opens, which asked for a connection and closed none; or by
     * the JDK's cache, which makes room as it is given another one back.
     */
    private static boolean isPools(Stack close, Stack open) {
        Site closer = close.culprit();
        boolean byLibrary = closer == null || closer.equals(open.culprit());
        return !close.isEmpty()
                && (byLibrary
                        || close.frames().stream()
                                .anyMatch(frame -> frame.className().equals(CACHE_OF_THE_JDK)));
    }

    private static Map<EvidenceKey, Number> evidence(CodePath path) {
        ClosedConnections ended = path.ended();
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.LONGEST_MILLIS, ended.closeWait().maxMillis());
        numbers.put(EvidenceKey.P_50_MILLIS, ended.closeWait().p50Millis());
        numbers.put(EvidenceKey.P_99_MILLIS, ended.closeWait().p99Millis());
        numbers.put(EvidenceKey.REMOTE_CLOSED_FIRST, ended.closeWait().count());
        numbers.put(EvidenceKey.OPENED, path.opened());
        numbers.put(EvidenceKey.CLOSED, ended.count());
        numbers.put(EvidenceKey.CLOSED_PROPERLY, OpenEvidence.closedProperly(ended));
        return numbers;
    }

    private static List<String> details(CodePath path, Culprit culprit) {
        ClosedConnections ended = path.ended();
        List<String> lines = new ArrayList<>();
        CulpritText.noCulprit(culprit, lines);
        lines.add(CulpritText.peer(path) + "; the remote closed first "
                + Words.count(ended.closeWait().count(), "time"));
        lines.add(closeWait(ended));
        String places = Stacks.places(ended.slowlyClosedBy());
        if (!places.isEmpty()) {
            lines.add("closed late at " + places);
        }
        lines.add(OpenDetails.siblings(ended, path.opened()));
        return lines;
    }

    private static String closeWait(ClosedConnections ended) {
        Distribution closeWait = ended.closeWait();
        return "from the remote's close to ours: half took at most " + Words.duration(closeWait.p50Millis())
                + ", 99 % at most " + Words.duration(closeWait.p99Millis()) + ", the longest "
                + Words.duration(closeWait.maxMillis());
    }
}
