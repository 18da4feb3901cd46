package dev.lastack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether the agent that was measured did its work: one that saw nothing would be fast. */
final class AgentReport {

    private static final Pattern OPENED = Pattern.compile("\"opened\"\\s*:\\s*(\\d+)");
    private static final Pattern SUPPRESSED = Pattern.compile("\"suppressedErrors\"\\s*:\\s*(\\d+)");

    private AgentReport() {}

    static void clear(Path folder) throws IOException {
        for (Path report : in(folder)) {
            Files.delete(report);
        }
    }

    static void check(Path folder, int atLeast) throws IOException {
        check(folder, 1, atLeast);
    }

    static void check(Path folder, int jvms, int atLeast) throws IOException {
        List<Path> reports = in(folder);
        if (reports.size() != jvms) {
            throw new IllegalStateException(reports.size() + " reports of " + jvms + " JVMs: " + reports);
        }
        for (Path report : reports) {
            checkOne(report, atLeast);
        }
    }

    private static void checkOne(Path file, int atLeast) throws IOException {
        String report = Files.readString(file);
        long opened = first(OPENED, report);
        long suppressed = first(SUPPRESSED, report);
        if (opened < atLeast || suppressed > 0) {
            throw new IllegalStateException("the figures are worthless: the agent saw " + opened
                    + " connections, and suppressed " + suppressed + " errors; see " + file);
        }
    }

    /** The totals come before the code paths. */
    private static long first(Pattern pattern, String report) {
        Matcher matcher = pattern.matcher(report);
        if (!matcher.find()) {
            throw new IllegalStateException("the report has no " + pattern);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
