package dev.lastack.report.annotation;

import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.JoinedFindings;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.source.SourceRoots;
import java.util.List;

/**
 * Findings as GitHub's workflow commands, {@code ::error file=...,line=...::message}, which a job's log turns into
 * annotations of the pull request.
 */
public final class GitHubAnnotations {

    private GitHubAnnotations() {}

    /** A line for each finding; what several JVMs have found is one. */
    public static List<String> of(List<ReportDocument> reports, SourceRoots sources) {
        return JoinedFindings.of(reports).stream()
                .map(finding -> line(finding, sources))
                .toList();
    }

    private static String line(DocumentedFinding finding, SourceRoots sources) {
        StringBuilder line = new StringBuilder("::").append(level(finding)).append(' ');
        CodeSite site = finding.site();
        String path = site == null ? null : sources.pathOf(site);
        if (path != null && site != null) {
            line.append("file=").append(property(path)).append(',');
            if (site.line() > 0) {
                line.append("line=").append(site.line()).append(',');
            }
        }
        return line.append("title=")
                .append(property("LastAck " + finding.rule()))
                .append("::")
                .append(data(finding.headline() + ". Fix: " + finding.fix()))
                .toString();
    }

    private static String level(DocumentedFinding finding) {
        return switch (finding.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** What ends a command's line, or begins another. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
