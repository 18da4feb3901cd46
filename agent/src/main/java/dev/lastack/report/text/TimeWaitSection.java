package dev.lastack.report.text;

import dev.lastack.analyze.host.Destination;
import dev.lastack.analyze.host.HostSettings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.EphemeralPorts;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where TIME_WAIT comes from, as a table of destinations and listeners.
 *
 * <pre>{@code
 * TIME_WAIT  60 s each; rates of the last 1m 00s; 28,232 local ports to each destination
 *        destination                     now  a second    steady  share of its ports              sustainable
 *        10.0.0.20:9200               26,500       450    27,000  [###################.]    95 %  471 a second
 *        127.0.0.1:6379 (loopback)     1,200      20.0     1,200  [#...................]     4 %  28,232 a second (reused after 1.0 s)
 * }</pre>
 */
final class TimeWaitSection {

    private static final int MAX_ROWS = 10;
    private static final int BAR = 20;
    private static final int TIME_WAIT_SECONDS = 60;

    private TimeWaitSection() {}

    private record DestinationRow(String name, long left, long now, double perSecond, double steady, String ports) {}

    /** Lines without an indent, the title first; empty where nothing was left in TIME_WAIT. */
    static List<String> lines(Snapshot snapshot) {
        List<DestinationRow> rows = new ArrayList<>();
        Destination.allOf(snapshot).stream().filter(to -> to.left() > 0).forEach(to -> rows.add(row(to)));
        rows.addAll(listeners(snapshot));
        if (rows.isEmpty()) {
            return List.of();
        }
        rows.sort(Comparator.comparingDouble(DestinationRow::perSecond)
                .thenComparingLong(DestinationRow::now)
                .thenComparingLong(DestinationRow::left)
                .reversed());
        return table(snapshot, rows);
    }

    private static DestinationRow row(Destination to) {
        String name = to.peer() + (to.isLoopback() ? " (loopback)" : "");
        return new DestinationRow(
                name, to.left(), to.now(), to.perSecond(), to.steadyState(), to.isOne() ? ports(to) : "");
    }

    private static String ports(Destination to) {
        String reused = to.reusesPorts()
                ? " (reused after " + Words.duration(Math.round(1000 * to.portHeldSeconds())) + ")"
                : "";
        return bar(to.portShare()) + String.format(Locale.ROOT, "%8s", Words.percent(to.portShare())) + "  "
                + Words.rate(to.sustainablePerSecond()) + " a second" + reused;
    }

    /** Full only when no port is left. */
    private static String bar(double share) {
        int filled = (int) Math.min(BAR, Math.floor(share * BAR));
        boolean some = filled == 0 && share > 0.005;
        return "[" + "#".repeat(some ? 1 : filled) + ".".repeat(BAR - (some ? 1 : filled)) + "]";
    }

    private static List<DestinationRow> listeners(Snapshot snapshot) {
        Map<String, DestinationRow> byPeer = new LinkedHashMap<>();
        for (CodePath path : snapshot.codePaths()) {
            if (path.role() == Role.SERVER && path.timeWait().left() > 0) {
                byPeer.merge(path.peer(), row(path), TimeWaitSection::sum);
            }
        }
        return new ArrayList<>(byPeer.values());
    }

    private static DestinationRow row(CodePath server) {
        return new DestinationRow(
                "server on " + server.peer(),
                server.timeWait().left(),
                server.timeWait().now(),
                server.timeWait().perSecond(),
                server.timeWait().steadyState(),
                "takes no local ports");
    }

    private static DestinationRow sum(DestinationRow a, DestinationRow b) {
        return new DestinationRow(
                a.name, a.left + b.left, a.now + b.now, a.perSecond + b.perSecond, a.steady + b.steady, a.ports);
    }

    private static List<String> table(Snapshot snapshot, List<DestinationRow> rows) {
        List<DestinationRow> shown = rows.subList(0, Math.min(MAX_ROWS, rows.size()));
        int width = shown.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        width = Math.max(width, "destination".length());
        List<String> lines = new ArrayList<>();
        lines.add(title(snapshot));
        lines.add(
                line(width, "destination", "now", "a second", "steady", "share of its ports              sustainable"));
        for (DestinationRow row : shown) {
            lines.add(line(
                    width,
                    row.name,
                    Words.count(row.now),
                    Words.rate(row.perSecond),
                    Words.count(Math.round(row.steady)),
                    row.ports));
        }
        if (rows.size() > shown.size()) {
            lines.add("and " + Words.count(rows.size() - shown.size(), "more destination") + " with a lower rate");
        }
        return lines;
    }

    private static String line(int width, String name, String now, String rate, String steady, String ports) {
        return String.format(Locale.ROOT, "%-" + width + "s %9s  %8s %9s  %s", name, now, rate, steady, ports)
                .stripTrailing();
    }

    private static String title(Snapshot snapshot) {
        double seconds = snapshot.codePaths().stream()
                .mapToDouble(path -> path.traffic().windowSeconds())
                .max()
                .orElse(0);
        String window = seconds > 0 ? "; rates of the last " + Words.duration(Math.round(seconds * 1000)) : "";
        boolean assumed = EphemeralPorts.of(snapshot.hostNetwork()) == null;
        int ports = HostSettings.of(snapshot.hostNetwork()).ports().count();
        return "TIME_WAIT  " + TIME_WAIT_SECONDS + " s each" + window + "; "
                + Words.count(ports, "local port") + " to each destination"
                + (assumed ? " (not read: Linux's default)" : "");
    }
}
