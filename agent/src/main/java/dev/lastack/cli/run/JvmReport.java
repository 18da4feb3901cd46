package dev.lastack.cli.run;

import dev.lastack.cli.json.Json;
import dev.lastack.cli.json.JsonObject;
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
 */
record JvmReport(
        long pid,
        String mainClass,
        Instant writtenAt,
        boolean atExit,
        long connections,
        List<ReportedFinding> findings,
        String json,
        String text) {

    static final Comparator<JvmReport> BY_PID = Comparator.comparing(JvmReport::pid);

    /** All that lie in a folder as PID.json and PID.txt. */
    static List<JvmReport> in(Path folder) throws IOException {
        List<JvmReport> reports = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*.json")) {
            for (Path file : files) {
                reports.add(read(file));
            }
        }
        reports.sort(BY_PID);
        return reports;
    }

    private static JvmReport read(Path file) throws IOException {
        String json = Files.readString(file);
        Path textFile = file.resolveSibling(file.getFileName().toString().replace(".json", ".txt"));
        String text = Files.exists(textFile) ? Files.readString(textFile) : "";
        JsonObject report = Json.read(json.getBytes(StandardCharsets.UTF_8));
        return new JvmReport(
                report.object("jvm").count("pid"),
                report.object("jvm").text("mainClass"),
                Instant.parse(report.text("generatedAt")),
                "exit".equals(report.textOrNull("trigger")),
                report.object("totals").count("opened"),
                ReportedFinding.in(report),
                json,
                text);
    }
}
