package dev.lastack.report;

import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.json.JsonReport;
import dev.lastack.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** JSON reports, read back as the formats made of them do. */
public final class Documents {

    private Documents() {}

    public static ReportDocument of(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(snapshot, Analyzer.analyze(snapshot, Settings.DEFAULTS), out);
        return ReportDocument.read(out.toByteArray());
    }
}
