package dev.lastack.cli.run;

import dev.lastack.config.ReportFormat;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one JVM has reported.
 *
 * @param writtenAt when
 * @param text of the report in the format that was asked for; empty where the JVM does not write it
 */
record JvmReport(ReportDocument document, Instant writtenAt, String text) {

    static final Comparator<JvmReport> BY_PID = Comparator.comparing(JvmReport::pid);

    /** All that lie in a folder as PID.json, and beside it as a PID file of the format. */
    static List<JvmReport> in(Path folder, ReportFormat format) throws IOException {
        List<JvmReport> reports = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*.json")) {
            for (Path file : files) {
                reports.add(read(file, format));
            }
        }
        reports.sort(BY_PID);
        return reports;
    }

    private static JvmReport read(Path file, ReportFormat format) throws IOException {
        ReportDocument document = ReportDocument.read(Files.readAllBytes(file));
        Path wanted =
                file.resolveSibling(file.getFileName().toString().replace(ReportFormat.JSON.ending(), format.ending()));
        String text = Files.exists(wanted) ? Files.readString(wanted) : "";
        return new JvmReport(document, Instant.parse(document.generatedAt()), text);
    }

    /** The same in another format. */
    JvmReport as(String otherText) {
        return new JvmReport(document, writtenAt, otherText);
    }

    long pid() {
        return document.pid();
    }

    /** When the JVM ended, and not before. */
    boolean atExit() {
        return document.trigger().equals("exit");
    }

    /** Opened and accepted. */
    long connections() {
        return document.opened();
    }

    List<DocumentedFinding> findings() {
        return document.findings();
    }
}
