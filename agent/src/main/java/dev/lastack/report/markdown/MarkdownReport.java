package dev.lastack.report.markdown;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.DocumentedFinding.Step;
import dev.lastack.report.document.FrameFolds;
import dev.lastack.report.document.JoinedFindings;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.source.SourceRoots;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes reports as a summary, each: one line that says it all, a table of findings, and each one to unfold. */
public final class MarkdownReport {

    private final StringBuilder out = new StringBuilder();
    private final SourceRoots sources;

    private MarkdownReport(SourceRoots sources) {
        this.sources = sources;
    }

    /** Writes UTF-8; leaves the stream open. */
    public static void write(List<ReportDocument> reports, SourceRoots sources, OutputStream out) throws IOException {
        MarkdownReport markdown = new MarkdownReport(sources);
        if (reports.size() != 1) {
            markdown.all(reports);
        }
        for (int i = 0; i < reports.size(); i++) {
            if (i > 0) {
                markdown.line("");
            }
            markdown.report(reports.get(i));
        }
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(markdown.out.toString());
        writer.flush();
    }

    private void all(List<ReportDocument> reports) {
        line("# LastAck: " + reports.size() + " JVMs");
        line("");
        line(verdict(JoinedFindings.of(reports)));
        line("");
    }

    private void report(ReportDocument report) {
        line("## LastAck: " + Inert.text(report.mainClass()));
        line("");
        line(verdict(report.findings()));
        line("");
        line("%d opened, %d closed, %d open, %d in CLOSE_WAIT; watched %s s on Java %s."
                .formatted(
                        report.opened(),
                        report.closed(),
                        report.open(),
                        report.closeWait(),
                        String.format(Locale.ROOT, "%.1f", report.seconds()),
                        Inert.text(report.javaVersion())));
        if (!report.findings().isEmpty()) {
            table(report.findings());
            FrameFolds folds = FrameFolds.of(Set.copyOf(report.whole().texts("applicationClasses")));
            report.findings().forEach(finding -> finding(finding, folds));
        }
        if (!report.notes().isEmpty()) {
            line("");
            report.notes().forEach(note -> line("- note: " + Inert.text(note)));
        }
    }

    private static String verdict(List<DocumentedFinding> findings) {
        if (findings.isEmpty()) {
            return "**No findings.**";
        }
        StringBuilder verdict = new StringBuilder();
        for (Severity severity : Severity.values()) {
            long count =
                    findings.stream().filter(one -> one.severity() == severity).count();
            if (count > 0) {
                verdict.append(verdict.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(word(severity, count));
            }
        }
        return "**" + verdict + ".**";
    }

    private static String word(Severity severity, long count) {
        return switch (severity) {
            case ERROR -> count == 1 ? "error" : "errors";
            case WARNING -> count == 1 ? "warning" : "warnings";
            case INFO -> count == 1 ? "remark" : "remarks";
        };
    }

    private void table(List<DocumentedFinding> findings) {
        line("");
        line("| | rule | connections | where |");
        line("|---|---|---:|---|");
        for (DocumentedFinding finding : findings) {
            line("| " + sign(finding.severity()) + " | " + Inert.code(finding.rule()) + " | "
                    + (finding.connections() == 0 ? "" : finding.connections()) + " | " + where(finding) + " |");
        }
    }

    private static String sign(Severity severity) {
        return switch (severity) {
            case ERROR -> ":x:";
            case WARNING -> ":warning:";
            case INFO -> ":information_source:";
        };
    }

    private String where(DocumentedFinding finding) {
        CodeSite site = finding.site();
        if (site == null) {
            return Inert.text(finding.title());
        }
        String path = sources.pathOf(site);
        String place = path == null ? site.toString() : site.line() > 0 ? path + ":" + site.line() : path;
        return Inert.code(place) + (finding.note().isEmpty() ? "" : " (" + Inert.text(finding.note()) + ")");
    }

    private void finding(DocumentedFinding finding, FrameFolds folds) {
        line("");
        line("<details><summary>" + Inert.html(finding.rule() + ": " + finding.headline()) + "</summary>");
        line("");
        if (finding.site() != null) {
            line("open this: " + Inert.code(finding.site().toString()));
            line("");
        }
        finding.details().forEach(detail -> line("- " + Inert.text(detail)));
        line("");
        line("**Why:** " + Inert.text(finding.why()));
        line("");
        line("**Fix:** " + Inert.text(finding.fix()));
        for (Step step : finding.steps()) {
            line("");
            line(step.what() + ":");
            line("");
            List<String> frames = step.stack().stream().map(CodeSite::toString).toList();
            folds.fold(frames).forEach(frame -> line("    " + Inert.oneLine(frame)));
        }
        line("");
        line("</details>");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
