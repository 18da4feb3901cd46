package dev.lastack.report;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.json.JsonReport;
import dev.lastack.report.source.SourceRoots;
import dev.lastack.report.text.TextReport;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.TextExtent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Renders a snapshot and its findings in one format. Stateless. */
public interface ReportRenderer {

    /** Writes UTF-8; leaves the stream open. */
    void write(Snapshot snapshot, List<Finding> findings, OutputStream out) throws IOException;

    /** The renderer of each format; a format without one does not compile. */
    static ReportRenderer of(ReportFormat format) {
        return switch (format) {
            case TEXT -> TextReport::write;
            case JSON -> JsonReport::write;
            case SARIF, JUNIT, MARKDOWN, HTML ->
                (snapshot, findings, out) -> DocumentRenderer.of(
                                format, SourceRoots.below(Path.of("")), DocumentRenderer::isError)
                        .write(List.of(document(snapshot, findings)), out);
        };
    }

    private static ReportDocument document(Snapshot snapshot, List<Finding> findings) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        JsonReport.write(snapshot, findings, json);
        return ReportDocument.read(json.toByteArray());
    }

    /** The whole report, text of the usual extent. */
    static String render(ReportFormat format, Snapshot snapshot, List<Finding> findings) throws IOException {
        return render(format, snapshot, findings, TextExtent.USUAL);
    }

    /** The whole report; the extent is of text alone. */
    static String render(ReportFormat format, Snapshot snapshot, List<Finding> findings, TextExtent extent)
            throws IOException {
        if (format == ReportFormat.TEXT) {
            return TextReport.render(snapshot, findings, extent);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        of(format).write(snapshot, findings, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
