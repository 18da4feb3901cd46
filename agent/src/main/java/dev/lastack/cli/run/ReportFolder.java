package dev.lastack.cli.run;

import dev.lastack.cli.gate.JvmReport;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the JVMs of a run leave their reports. */
final class ReportFolder {

    private ReportFolder() {}

    /** All that lie in it as PID.json, and beside it as a PID file of the format; by pid. */
    static List<JvmReport> read(Path folder, ReportFormat format) throws IOException {
        List<JvmReport> reports = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*.json")) {
            for (Path file : files) {
                reports.add(report(file, format));
            }
        }
        reports.sort(Comparator.comparing(JvmReport::pid));
        return reports;
    }

    private static JvmReport report(Path file, ReportFormat format) throws IOException {
        ReportDocument document = ReportDocument.read(Files.readAllBytes(file));
        Path wanted =
                file.resolveSibling(file.getFileName().toString().replace(ReportFormat.JSON.ending(), format.ending()));
        return JvmReport.of(document, Files.exists(wanted) ? Files.readString(wanted) : "");
    }
}
