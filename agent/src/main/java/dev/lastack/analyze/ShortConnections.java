package dev.lastack.analyze;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Traffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A hotspot: many short connections from one place, closed first by us. */
final class ShortConnections implements Rule {

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
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        boolean hotspot = Culprit.isClient(path) && path.traffic().shortInWindow() >= settings.hotspotConnections();
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

    private static Map<String, Number> evidence(CodePath path, Settings settings) {
        Traffic traffic = path.traffic();
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("shortInWindow", traffic.shortInWindow());
        numbers.put("windowMillis", TimeWaitDetails.windowMillis(List.of(path), settings));
        numbers.put("shortConnectionMillis", settings.shortConnection().toMillis());
        numbers.put("openedPerSecond", traffic.openedPerSecond());
        numbers.put("p50LifetimeMillis", path.ended().lifetime().p50Millis());
        numbers.put("p99LifetimeMillis", path.ended().lifetime().p99Millis());
        numbers.put("busyAtOnce", busyAtOnce(path));
        numbers.put("timeWaitNow", path.timeWait().now());
        numbers.put("timeWaitLeft", path.timeWait().left());
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
                .line(OpenDetails.peer(path) + "; " + Words.count(path.traffic().shortInWindow()) + " lived less than "
                        + Words.duration(settings.shortConnection().toMillis()) + ", of "
                        + Words.count(path.traffic().openedInWindow()) + " opened in "
                        + TimeWaitDetails.window(List.of(path), settings) + " ("
                        + Words.rate(path.traffic().openedPerSecond()) + " a second)")
                .line("half lived at most "
                        + Words.duration(path.ended().lifetime().p50Millis()) + ", 99 % at most "
                        + Words.duration(path.ended().lifetime().p99Millis()) + "; "
                        + Words.count(path.timeWait().now()) + " are in TIME_WAIT now")
                .line("about " + Words.count(busy, "connection")
                        + " kept alive would carry this load: so many are busy at a time, on average")
                .closedBy()
                .resets()
                .lines();
    }
}
