package dev.lastack.analyze.rules.timewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.Load;
import dev.lastack.analyze.host.RateWindow;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Traffic;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A hotspot: many short connections from one place, closed first by us. */
public final class ShortConnectionsRule implements Rule {

    private static final String WHY = TimeWaitDetails.WHOSE
            + " A new connection for each exchange costs a round trip (several with TLS), a local port and a TIME_WAIT"
            + " entry each; with more load, the ports to the destination run out.";

    private static final Verdict VERDICT = new Verdict(
            Severity.WARNING,
            "many short connections, closed first by this side, where a few kept open would do",
            WHY,
            TimeWaitDetails.FEWER + " Share one client object instead of making one for each call, do not call"
                    + " disconnect() or send \"Connection: close\" after each exchange. " + TimeWaitDetails.NO_RESETS);

    @Override
    public String id() {
        return "time-wait/short-connections";
    }

    @Override
    public Load load() {
        return Load.SHORT_ONES;
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return path.isClient() ? path.traffic().shortInWindow() : 0;
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        boolean hotspot = path.isClient() && path.traffic().shortInWindow() >= settings.hotspotConnections();
        return hotspot ? Optional.of(finding(path, settings)) : Optional.empty();
    }

    private Finding finding(CodePath path, Settings settings) {
        Culprit culprit = TimeWaitDetails.culprit(path);
        return VERDICT.finding(
                id(),
                path,
                path.traffic().shortInWindow(),
                culprit,
                evidence(path, settings),
                details(path, culprit, settings));
    }

    private static Map<EvidenceKey, Number> evidence(CodePath path, Settings settings) {
        Traffic traffic = path.traffic();
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.SHORT_IN_WINDOW, traffic.shortInWindow());
        RateWindow.put(numbers, List.of(path), settings);
        numbers.put(
                EvidenceKey.SHORT_CONNECTION_MILLIS, settings.shortConnection().toMillis());
        numbers.put(EvidenceKey.OPENED_PER_SECOND, traffic.openedPerSecond());
        numbers.put(EvidenceKey.P_50_LIFETIME_MILLIS, path.ended().lifetime().p50Millis());
        numbers.put(EvidenceKey.P_99_LIFETIME_MILLIS, path.ended().lifetime().p99Millis());
        numbers.put(EvidenceKey.BUSY_AT_ONCE, busyAtOnce(path));
        numbers.put(EvidenceKey.TIME_WAIT_NOW, path.timeWait().now());
        numbers.put(EvidenceKey.TIME_WAIT_LEFT, path.timeWait().left());
        return numbers;
    }

    /** Little's law: how many of them exist at a time. As many would do if they were kept. */
    private static long busyAtOnce(CodePath path) {
        double seconds = path.ended().lifetime().p50Millis() / 1000.0;
        return Math.max(1, Math.round(Math.ceil(path.traffic().openedPerSecond() * seconds)));
    }

    private static List<String> details(CodePath path, Culprit culprit, Settings settings) {
        long busy = busyAtOnce(path);
        return TimeWaitDetails.of(path, culprit)
                .line(CulpritText.peer(path) + "; " + Words.count(path.traffic().shortInWindow()) + " lived less than "
                        + Words.duration(settings.shortConnection().toMillis()) + ", of "
                        + Words.count(path.traffic().openedInWindow()) + " opened in "
                        + RateWindow.words(List.of(path), settings) + " ("
                        + Words.rate(path.traffic().openedPerSecond()) + " a second)")
                .line("half lived at most "
                        + Words.duration(path.ended().lifetime().p50Millis()) + ", 99 % at most "
                        + Words.duration(path.ended().lifetime().p99Millis()) + "; "
                        + RateWindow.standing(path.timeWait().now(), List.of(path)))
                .line("about " + Words.count(busy, "connection")
                        + " kept alive would carry this load: so many are busy at a time, on average")
                .closedBy()
                .resets()
                .lines();
    }
}
