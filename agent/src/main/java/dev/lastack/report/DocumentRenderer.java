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
import java.util.List;
import java.util.function.Predicate;

/** Renders JSON reports that were read in a format for other tools. Stateless. */
public interface DocumentRenderer {

    /**
     * Writes one document of all; UTF-8; leaves the stream open.
     *
     * @param reports exactly one where the format {@linkplain ReportFormat#isJoinable has one only}
     */
    void write(List<ReportDocument> reports, OutputStream out) throws IOException;

    /**
     * The renderer of a format.
     *
     * @param format one that {@linkplain ReportFormat#isMadeOfJson is made of JSON}
     * @param fails which findings are failures, where the format has any
     * @throws IllegalArgumentException for any other format
     */
    static DocumentRenderer of(ReportFormat format, SourceRoots sources, Predicate<DocumentedFinding> fails) {
        return switch (format) {
            case SARIF -> (reports, out) -> SarifReport.write(reports, sources, out);
            case JUNIT -> (reports, out) -> JUnitReport.write(reports, fails, out);
            case MARKDOWN -> (reports, out) -> MarkdownReport.write(reports, sources, out);
            case HTML -> (reports, out) -> HtmlReport.write(reports.get(0), out);
            case TEXT, JSON -> throw new IllegalArgumentException(format + " is not made of JSON");
        };
    }

    /** What fails where nobody says what shall. */
    static boolean isError(DocumentedFinding finding) {
        return finding.severity() == Severity.ERROR;
    }

    /** The whole document. */
    default String render(List<ReportDocument> reports) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(reports, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
