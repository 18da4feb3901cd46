package dev.lastack.report.diff;

import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.util.List;
import java.util.Locale;

/**
 * Two reports for people.
 *
 * <pre>{@code
 * 1 new, 1 gone, 1 grown, 4 others
 *
 * NEW    error    close-wait/eof-ignored  10 connections
 *        com.acme.orders.PriceClient.fetch(PriceClient.java:87)
 * }</pre>
 */
public final class DiffText {

    private static final String INDENT = " ".repeat(7);

    private final StringBuilder text = new StringBuilder();

    private DiffText() {}

    /** Lines end in {@code \n}. */
    public static String render(ReportDiff diff) {
        DiffText all = new DiffText();
        all.report("before", diff.before());
        all.report("after ", diff.after());
        all.line(sums(diff));
        all.changes(diff.of(Change.Kind.NEW));
        all.changes(diff.of(Change.Kind.GROWN));
        all.changes(diff.of(Change.Kind.GONE));
        return all.text.toString();
    }

    private void report(String which, ReportDocument report) {
        line("%s  %s (pid %d, JDK %s)  at %s  watched %s  %s opened"
                .formatted(
                        which,
                        report.mainClass(),
                        report.pid(),
                        report.javaVersion(),
                        report.generatedAt(),
                        Words.duration((long) (report.seconds() * 1000)),
                        Words.count(report.opened())));
    }

    private static String sums(ReportDiff diff) {
        return "%d new, %d grown, %d gone, %d the same or less"
                .formatted(
                        diff.of(Change.Kind.NEW).size(),
                        diff.of(Change.Kind.GROWN).size(),
                        diff.of(Change.Kind.GONE).size(),
                        diff.of(Change.Kind.OTHER).size());
    }

    private void changes(List<Change> changes) {
        for (Change change : changes) {
            DocumentedFinding finding = change.finding();
            line("");
            line("%-5s  %-7s  %s  %s"
                    .formatted(change.kind(), lower(finding.severity()), finding.rule(), count(change))
                    .stripTrailing());
            line(INDENT + (finding.site() == null ? finding.title() : finding.culprit()));
        }
    }

    private static String count(Change change) {
        DocumentedFinding before = change.before();
        DocumentedFinding after = change.after();
        if (before == null || after == null) {
            long connections = change.finding().connections();
            return connections == 0 ? "" : Words.count(connections, "connection");
        }
        String risen = before.severity() == after.severity() ? "" : "  was " + article(lower(before.severity()));
        return Words.count(before.connections()) + " -> " + Words.count(after.connections(), "connection") + risen;
    }

    private static String article(String noun) {
        return (noun.startsWith("w") ? "a " : "an ") + noun;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Names in a report may be anybody's. */
    private void line(String line) {
        text.append(Printable.of(line)).append('\n');
    }
}
