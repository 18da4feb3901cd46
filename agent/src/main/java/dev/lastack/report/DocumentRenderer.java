package dev.lastack.report;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.html.HtmlReport;
import dev.lastack.report.junit.JUnitReport;
import dev.lastack.report.markdown.MarkdownReport;
import dev.lastack.report.sarif.SarifReport;
import dev.lastack.report.source.SourceRoots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Renders a JSON report that was read in a format for other tools. Stateless. */
public interface DocumentRenderer {

    /** Writes UTF-8; leaves the stream open. */
    void write(ReportDocument report, OutputStream out) throws IOException;

    /**
     * The renderer of a format.
     *
     * @param format one that {@linkplain ReportFormat#isMadeOfJson is made of JSON}
     * @param fails which findings are failures, where the format has any
     * @throws IllegalArgumentException for any other format
     */
    static DocumentRenderer of(ReportFormat format, SourceRoots sources, Predicate<DocumentedFinding> fails) {
        return switch (format) {
            case SARIF -> (report, out) -> SarifReport.write(report, sources, out);
            case JUNIT -> (report, out) -> JUnitReport.write(report, fails, out);
            case MARKDOWN -> (report, out) -> MarkdownReport.write(report, sources, out);
            case HTML -> HtmlReport::write;
            case TEXT, JSON -> throw new IllegalArgumentException(format + " is not made of JSON");
        };
    }

    /** What fails where nobody says what shall. */
    static boolean isError(DocumentedFinding finding) {
        return finding.severity() == Severity.ERROR;
    }

    /** The whole report. */
    default String render(ReportDocument report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
