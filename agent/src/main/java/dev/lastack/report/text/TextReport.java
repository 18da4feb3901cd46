package dev.lastack.report.text;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.content.Totals;
import dev.lastack.snapshot.Fidelity;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.Jvm;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Overhead;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.TextExtent;
import dev.lastack.text.Version;
import dev.lastack.text.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report for people: plain text, the answer first. Whoever is woken by it reads the verdict and the table; whoever
 * mends it, the blocks; what the numbers are made of comes after them.
 *
 * <pre>{@code
 * LastAck 0.1.0  OrderService (pid 4242, JDK 17.0.15)  watched 14m 03s
 * 1 error, 1 warning
 *
 *  #  severity  rule                    count  where
 *  1  ERROR     close-wait/eof-ignored    318  PriceClient.fetch(PriceClient.java:87)
 *  2  WARNING   close-wait/unread           8  StockCache.get(StockCache.java:44)
 *
 * opened 1,522, closed 1,204, open 318 (CLOSE_WAIT 318)  TIME_WAIT left 1,204
 * first closer: local 1,204, remote 318
 * first closer: from the kernel  untracked sockets: 0
 *
 * ERROR  close-wait/eof-ignored  318 connections, oldest 13m 41s  #1
 *        growing by 22 a minute
 *        end of stream was read, and the connection was not closed
 *        open this:  com.acme.orders.PriceClient.fetch(PriceClient.java:87)
 *        ...
 * }</pre>
 */
public final class TextReport {

    private final Lines lines;
    private final TextExtent extent;

    private TextReport(TextExtent extent) {
        this.extent = extent;
        lines = new Lines(extent.width());
    }

    /** Writes UTF-8 of the usual extent; leaves the stream open. */
    public static void write(Snapshot snapshot, List<Finding> findings, OutputStream out) throws IOException {
        out.write(render(snapshot, findings, TextExtent.USUAL).getBytes(StandardCharsets.UTF_8));
    }

    /** Lines end in {@code \n}, and hold no other control character, whatever names hold. */
    public static String render(Snapshot snapshot, List<Finding> findings, TextExtent extent) {
        TextReport report = new TextReport(extent);
        report.header(snapshot.jvm(), snapshot.observation());
        report.lines.line(summary(findings));
        List<Finding> shown = findings.subList(0, Math.min(extent.findings(), findings.size()));
        report.table(shown, findings.size(), snapshot);
        report.numbers(snapshot);
        FindingBlock blocks = new FindingBlock(report.lines, findings.size() > 1, extent.full());
        for (int i = 0; i < shown.size(); i++) {
            blocks.write(i + 1, shown.get(i));
        }
        TimeWaitSection.write(snapshot, extent.full(), report.lines);
        report.footer(snapshot);
        return report.lines.toString();
    }

    private void header(Jvm jvm, Observation observation) {
        lines.parts(
                List.of(
                        "LastAck " + Version.CURRENT,
                        jvm.mainClass() + " (pid " + jvm.pid() + ", JDK " + jvm.javaVersion() + ")",
                        "watched " + Words.duration(observation.watchedMillis())),
                Lines.INDENT);
    }

    private void table(List<Finding> shown, int all, Snapshot snapshot) {
        if (all > 1) {
            lines.paragraph(lookFirst(shown.get(0)));
            lines.blank();
            FindingsTable.write(shown, snapshot, lines);
        }
        if (all > shown.size()) {
            lines.paragraph("and " + Words.count(all - shown.size(), "more finding")
                    + ", less harmful: in the JSON report (report=FILE.json), and with report --full");
        }
        if (all > 1) {
            lines.blank();
        }
    }

    /** What an on-call person does next, in words: a rule's id is none. */
    private static String lookFirst(Finding worst) {
        Site site = worst.culprit();
        return "look first at " + (site == null ? "#1" : site.shortForm()) + ": " + worst.title();
    }

    private void numbers(Snapshot snapshot) {
        Totals totals = Totals.of(snapshot);
        Observation observation = snapshot.observation();
        long untracked = observation.untrackedSockets();
        lines.parts(
                List.of(
                        "opened " + Words.count(totals.opened()) + ", closed " + Words.count(totals.closed())
                                + ", open " + Words.count(totals.open()) + " (CLOSE_WAIT "
                                + Words.count(totals.closeWaitNow()) + ")",
                        "first closer: " + firstClosers(totals.firstCloser()),
                        "TIME_WAIT left " + (totals.timeWaitAtMost() ? "at most " : "")
                                + Words.count(totals.timeWaitLeft())),
                "");
        lines.line("first closer: " + source(observation.firstCloserFidelity()) + "  untracked sockets: "
                + (untracked < 0 ? "not known" : Words.count(untracked)));
        BeforeWatchSection.lines(snapshot, extent.full()).forEach(lines::line);
    }

    /** Start-up and the reports themselves are not in it. */
    private static String overhead(Overhead overhead, long watchedMillis, long connections) {
        Double micros = overhead.microsPerConnection(connections);
        return "overhead: " + Words.decimals(overhead.coreShare(watchedMillis) * 100, 2) + " % of one core"
                + (micros == null ? "" : ", " + Words.decimals(micros, 1) + " us a connection");
    }

    private static String source(Fidelity fidelity) {
        return fidelity == Fidelity.KERNEL ? "from the kernel" : "inferred from Java calls";
    }

    private static String summary(List<Finding> findings) {
        List<String> parts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                parts.add(
                        severity == Severity.INFO ? Words.count(count) + " info" : Words.count(count, name(severity)));
            }
        }
        return parts.isEmpty() ? "no findings" : String.join(", ", parts);
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String firstClosers(FirstCloserCounts counts) {
        List<String> parts = new ArrayList<>();
        add(parts, "local", counts.local());
        add(parts, "remote", counts.remote());
        add(parts, "simultaneous", counts.simultaneous());
        add(parts, "reset by remote", counts.resetByRemote());
        add(parts, "reset by local", counts.resetByLocal());
        add(parts, "unknown", counts.unknown());
        return parts.isEmpty() ? "none yet" : String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, long count) {
        if (count > 0) {
            parts.add(name + " " + Words.count(count));
        }
    }

    private void footer(Snapshot snapshot) {
        Observation observation = snapshot.observation();
        List<String> remarks = new ArrayList<>();
        if (observation.overhead() != null) {
            remarks.add(overhead(
                    observation.overhead(),
                    observation.watchedMillis(),
                    Totals.of(snapshot).opened()));
        }
        if (snapshot.jvm().attachedLate()) {
            remarks.add("note: attached to a running JVM; of connections opened before, ages and idleness count from"
                    + " then on");
        }
        if (observation.finFidelity() == Fidelity.INFERRED) {
            remarks.add("note: the remote's close is known only where a read or write met it");
        }
        observation.notes().forEach(note -> remarks.add("note: " + note));
        observation.capsHit().forEach(cap -> remarks.add("limit reached: " + cap));
        if (observation.suppressedErrors() > 0) {
            remarks.add(Words.count(observation.suppressedErrors(), "error")
                    + " inside LastAck kept from the application; numbers may be too low");
        }
        if (!remarks.isEmpty()) {
            lines.blank();
            remarks.forEach(lines::paragraph);
        }
    }
}
