package dev.lastack.report.text;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.content.Totals;
import dev.lastack.snapshot.Fidelity;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.Jvm;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Paragraphs;
import dev.lastack.text.Printable;
import dev.lastack.text.Version;
import dev.lastack.text.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The report for people: plain text.
 *
 * <pre>{@code
 * LastAck 0.1.0  OrderService (pid 4242, JDK 17.0.15)  watched 14m 03s  first closer: from the kernel  untracked sockets: 0
 * 1 error
 * opened 1,522, closed 1,204, open 318 (CLOSE_WAIT 318)  first closer: local 1,204, remote 318  TIME_WAIT left 1,204
 *
 * ERROR  close-wait/eof-ignored  318 connections, oldest 13m 41s, growing by 22 a minute
 *        end of stream was read, and the connection was not closed
 *        open this:  com.acme.orders.PriceClient.fetch(PriceClient.java:87)  (connects here)
 *        ...
 * }</pre>
 */
public final class TextReport {

    /** More than a person reads; all of them are in the JSON report. */
    private static final int MAX_FINDINGS = 20;

    private static final String INDENT = "       ";
    private static final int WIDTH = 110;

    private final StringBuilder text = new StringBuilder();

    private TextReport() {}

    /** Writes UTF-8; leaves the stream open. */
    public static void write(Snapshot snapshot, List<Finding> findings, OutputStream out) throws IOException {
        out.write(render(snapshot, findings).getBytes(StandardCharsets.UTF_8));
    }

    /** The whole report; lines end in {@code \n}, and hold no other control character, whatever names hold. */
    public static String render(Snapshot snapshot, List<Finding> findings) {
        TextReport report = new TextReport();
        report.header(snapshot.jvm(), snapshot.observation());
        report.line(summary(findings));
        report.line(totals(Totals.of(snapshot)));
        BeforeWatchSection.lines(snapshot).forEach(report::line);
        report.findings(findings);
        report.timeWait(snapshot);
        report.footer(snapshot);
        return report.text.toString();
    }

    private void header(Jvm jvm, Observation observation) {
        long untracked = observation.untrackedSockets();
        line(String.join(
                "  ",
                "LastAck " + Version.CURRENT,
                jvm.mainClass() + " (pid " + jvm.pid() + ", JDK " + jvm.javaVersion() + ")",
                "watched " + Words.duration(observation.watchedMillis()),
                "first closer: " + source(observation.firstCloserFidelity()),
                "untracked sockets: " + (untracked < 0 ? "not known" : Words.count(untracked))));
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

    private static String totals(Totals totals) {
        return "opened " + Words.count(totals.opened()) + ", closed " + Words.count(totals.closed()) + ", open "
                + Words.count(totals.open()) + " (CLOSE_WAIT " + Words.count(totals.closeWaitNow())
                + ")  first closer: " + firstClosers(totals.firstCloser()) + "  TIME_WAIT left "
                + (totals.timeWaitAtMost() ? "at most " : "") + Words.count(totals.timeWaitLeft());
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

    private void findings(List<Finding> findings) {
        Set<String> explained = new HashSet<>();
        findings.stream().limit(MAX_FINDINGS).forEach(finding -> finding(finding, explained.add(finding.why())));
        int left = findings.size() - MAX_FINDINGS;
        if (left > 0) {
            line("");
            line("and " + Words.count(left, "more finding") + " with fewer connections or less severe: see the JSON"
                    + " report (report=FILE.json)");
        }
    }

    /** @param explain false where the reader has met the same reason further up */
    private void finding(Finding finding, boolean explain) {
        line("");
        line(finding.severity() + "  " + finding.rule() + "  " + Words.count(finding.connections(), "connection")
                + age(finding) + growth(finding));
        indented(finding.title());
        if (finding.culprit() != null) {
            indented("open this:  " + finding.culprit() + "  (" + finding.culpritNote() + ")");
        }
        finding.details().forEach(this::indented);
        if (explain) {
            wrapped("why: " + finding.why());
        }
        wrapped("fix: " + finding.fix());
    }

    private static String age(Finding finding) {
        Number oldest = finding.evidence().get(EvidenceKey.OLDEST_MILLIS);
        if (oldest != null) {
            return ", oldest " + Words.duration(oldest.longValue());
        }
        Number atLeast = finding.evidence().get(EvidenceKey.AT_LEAST_MILLIS);
        return atLeast == null ? "" : ", opened more than " + Words.duration(atLeast.longValue()) + " ago";
    }

    private static String growth(Finding finding) {
        long perMinute = number(finding, EvidenceKey.GROWTH_PER_MINUTE);
        if (perMinute > 0) {
            return ", growing by " + Words.count(perMinute) + " a minute";
        }
        long fresh = number(finding, EvidenceKey.NEW_IN_WINDOW);
        return fresh == 0 || fresh == finding.connections()
                ? ""
                : ", " + Words.count(fresh) + " new in the last "
                        + Words.duration(number(finding, EvidenceKey.WINDOW_MILLIS));
    }

    private static long number(Finding finding, EvidenceKey key) {
        return finding.evidence().getOrDefault(key, 0).longValue();
    }

    private void timeWait(Snapshot snapshot) {
        List<String> lines = TimeWaitSection.lines(snapshot);
        if (!lines.isEmpty()) {
            line("");
            line(lines.get(0));
            lines.stream().skip(1).forEach(this::indented);
        }
    }

    private void footer(Snapshot snapshot) {
        Observation observation = snapshot.observation();
        List<String> remarks = new ArrayList<>();
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
            line("");
            remarks.forEach(this::line);
        }
    }

    private void indented(String line) {
        line(INDENT + line);
    }

    private void wrapped(String paragraph) {
        text.append(Paragraphs.wrap(Printable.of(paragraph), INDENT, "     ", WIDTH));
    }

    private void line(String line) {
        text.append(Printable.of(line)).append('\n');
    }
}
