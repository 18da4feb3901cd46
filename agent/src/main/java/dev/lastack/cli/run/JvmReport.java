package dev.lastack.cli.run;

import dev.lastack.config.ReportFormat;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * @param atExit when the JVM ended, and not before
 * @param connections opened and accepted
 * @param json the report as programs read it
 * @param document the report in the format that was asked for, or the JSON that it can be made of
 */
record JvmReport(
        long pid,
        String mainClass,
        Instant writtenAt,
        boolean atExit,
        long connections,
        List<ReportedFinding> findings,
        String json,
        String document) {

    /** The same in another format. */
    JvmReport as(String otherDocument) {
        return new JvmReport(pid, mainClass, writtenAt, atExit, connections, findings, json, otherDocument);
    }

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
        String json = Files.readString(file);
        Path wanted =
                file.resolveSibling(file.getFileName().toString().replace(ReportFormat.JSON.ending(), format.ending()));
        String document = Files.exists(wanted) ? Files.readString(wanted) : format.isMadeOfJson() ? json : "";
        JsonObject report = Json.read(json.getBytes(StandardCharsets.UTF_8));
        return new JvmReport(
                report.object("jvm").count("pid"),
                report.object("jvm").text("mainClass"),
                Instant.parse(report.text("generatedAt")),
                "exit".equals(report.textOrNull("trigger")),
                report.object("totals").count("opened"),
                ReportedFinding.in(report),
                json,
                document);
    }
}
