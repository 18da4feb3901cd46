package dev.lastack.cli.gate;

import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import java.time.Instant;
import java.util.List;

/**
 * What one JVM has reported.
 *
 * @param writtenAt when
 * @param text of the report in the format that was asked for; empty where the JVM does not write it
 */
public record JvmReport(ReportDocument document, Instant writtenAt, String text) {

    /** As it was just read. */
    public static JvmReport of(ReportDocument document, String text) {
        return new JvmReport(document, Instant.parse(document.generatedAt()), text);
    }

    /** The same in another format. */
    JvmReport as(String otherText) {
        return new JvmReport(document, writtenAt, otherText);
    }

    public long pid() {
        return document.pid();
    }

    /** When the JVM ended, and not before. */
    public boolean atExit() {
        return document.trigger().equals("exit");
    }

    /** Opened and accepted. */
    public long connections() {
        return document.opened();
    }

    public List<DocumentedFinding> findings() {
        return document.findings();
    }
}
