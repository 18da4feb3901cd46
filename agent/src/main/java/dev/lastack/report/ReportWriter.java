package dev.lastack.report;

import dev.lastack.analyze.Finding;
import dev.lastack.snapshot.Snapshot;
import java.util.List;

/** Puts the reports where the user asked for them. */
public final class ReportWriter {

    /**
     * @param reports files, or {@code -} for text on standard error
     * @param pid what {@code %p} in a file name stands for
     */
    public ReportWriter(List<String> reports, long pid) {}

    /** Writes every report; a failure is one line on standard error and keeps no other report from being written. */
    public void write(Snapshot snapshot, List<Finding> findings) {}
}
