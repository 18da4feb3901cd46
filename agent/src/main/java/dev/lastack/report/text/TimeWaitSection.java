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
import org.jspecify.annotations.Nullable;

/**
 * Where TIME_WAIT comes from, as a table of destinations and listeners.
 *
 * <pre>{@code
 * TIME_WAIT  60 s each; rates of the last 1m 00s; 28,232 local ports to each destination
 *        destination                     now  a second    steady  share of its ports              sustainable
 *        10.0.0.20:9200               26,500       450    27,000  [###################.]    95 %  471 a second
 *        127.0.0.1:6379 (loopback)     1,200      20.0     1,200  [#...................]     4 %  28,232 a second (reused after 1.0 s)
 * }</pre>
 *
 * Where that is too wide, without the bars.
 */
final class TimeWaitSection {

    private static final int MAX_ROWS = 10;
    private static final int BAR = 20;
    private static final int TIME_WAIT_SECONDS = 60;
    private static final String NARROW_INDENT = "  ";

    /** Of a server. The longest that stands in the last column of the narrow table. */
    private static final String TAKES_NONE = "takes no local ports";

    private TimeWaitSection() {}

    /** @param reusedAfter empty where the kernel gives no port out of TIME_WAIT again */
    private record Ports(double share, double sustainablePerSecond, String reusedAfter) {}

    /**
     * A row.
     *
     * @param ports null where it is not one destination
     * @param remark in place of them
     */
    private record DestinationRow(
            String name,
            long left,
            long now,
            double perSecond,
            double steady,
            @Nullable Ports ports,
            String remark) {}

    /**
     * Nothing where nothing was left in TIME_WAIT.
     *
     * @param all whether all rows are written, not just those with the highest rates
     */
    static void write(Snapshot snapshot, boolean all, Lines to) {
        List<DestinationRow> rows = rows(snapshot);
        if (rows.isEmpty()) {
            return;
        }
        List<DestinationRow> shown = rows.subList(0, all ? rows.size() : Math.min(MAX_ROWS, rows.size()));
        to.blank();
        to.paragraph(title(snapshot));
        List<String> wide = wide(shown);
        boolean fits = wide.stream().allMatch(line -> Lines.INDENT.length() + line.length() <= to.width());
        if (fits) {
            wide.forEach(line -> to.line(Lines.INDENT + line));
        } else {
            narrow(shown, to.width() - NARROW_INDENT.length()).forEach(line -> to.line(NARROW_INDENT + line));
        }
        if (rows.size() > shown.size()) {
            to.line((fits ? Lines.INDENT : NARROW_INDENT) + "and "
                    + Words.count(rows.size() - shown.size(), "more destination") + " with a lower rate");
        }
    }

    private static List<DestinationRow> rows(Snapshot snapshot) {
        List<DestinationRow> rows = new ArrayList<>();
        Destination.allOf(snapshot).stream().filter(to -> to.left() > 0).forEach(to -> rows.add(row(to)));
        rows.addAll(listeners(snapshot));
        rows.sort(Comparator.comparingDouble(DestinationRow::perSecond)
                .thenComparingLong(DestinationRow::now)
                .thenComparingLong(DestinationRow::left)
                .reversed());
        return rows;
    }

    private static DestinationRow row(Destination to) {
        String name = to.peer() + (to.isLoopback() ? " (loopback)" : "");
        return new DestinationRow(
                name, to.left(), to.now(), to.perSecond(), to.steadyState(), to.isOne() ? ports(to) : null, "");
    }

    private static Ports ports(Destination to) {
        String reused = to.reusesPorts() ? Words.duration(Math.round(1000 * to.portHeldSeconds())) : "";
        return new Ports(to.portShare(), to.sustainablePerSecond(), reused);
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
                null,
                TAKES_NONE);
    }

    private static DestinationRow sum(DestinationRow a, DestinationRow b) {
        return new DestinationRow(
                a.name,
                a.left + b.left,
                a.now + b.now,
                a.perSecond + b.perSecond,
                a.steady + b.steady,
                a.ports,
                a.remark);
    }

    private static List<String> wide(List<DestinationRow> rows) {
        int width = nameWidth(rows);
        String format = "%-" + width + "s %9s  %8s %9s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(head(format, "share of its ports              sustainable"));
        rows.forEach(row -> lines.add(line(format, row, row.ports == null ? row.remark : wide(row.ports))));
        return lines;
    }

    private static String wide(Ports ports) {
        return bar(ports.share) + String.format(Locale.ROOT, "%8s", Words.percent(ports.share)) + "  "
                + Words.rate(ports.sustainablePerSecond) + " a second"
                + (ports.reusedAfter.isEmpty() ? "" : " (reused after " + ports.reusedAfter + ")");
    }

    /** A long name has a line of its own. */
    private static List<String> narrow(List<DestinationRow> rows, int width) {
        int numbers = String.format(Locale.ROOT, numbers(0), "", "", "", "", TAKES_NONE)
                .length();
        int room = Math.max("destination".length(), Math.min(nameWidth(rows), width - numbers));
        String format = numbers(room);
        List<String> lines = new ArrayList<>();
        lines.add(head(format, "share  sustainable"));
        String reused = "";
        for (DestinationRow row : rows) {
            String ports = row.remark;
            if (row.ports != null) {
                ports = String.format(Locale.ROOT, "%5s", Words.percent(row.ports.share)) + "  "
                        + Words.rate(row.ports.sustainablePerSecond) + "/s"
                        + (row.ports.reusedAfter.isEmpty() ? "" : " *");
                reused = row.ports.reusedAfter.isEmpty() ? reused : row.ports.reusedAfter;
            }
            if (row.name.length() > room) {
                lines.add(row.name);
                lines.add(line(format, "", row, ports));
            } else {
                lines.add(line(format, row, ports));
            }
        }
        if (!reused.isEmpty()) {
            lines.add("* a port in TIME_WAIT is taken again after " + reused);
        }
        return lines;
    }

    private static String numbers(int name) {
        return "%" + (name == 0 ? "" : "-" + name) + "s %7s  %8s %7s  %s";
    }

    private static int nameWidth(List<DestinationRow> rows) {
        int longest = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        return Math.max(longest, "destination".length());
    }

    private static String head(String format, String ports) {
        return String.format(Locale.ROOT, format, "destination", "now", "a second", "steady", ports);
    }

    private static String line(String format, DestinationRow row, String ports) {
        return line(format, row.name, row, ports);
    }

    private static String line(String format, String name, DestinationRow row, String ports) {
        return String.format(
                        Locale.ROOT,
                        format,
                        name,
                        Words.count(row.now),
                        Words.rate(row.perSecond),
                        Words.count(Math.round(row.steady)),
                        ports)
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
