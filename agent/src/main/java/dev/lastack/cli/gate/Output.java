package dev.lastack.cli.gate;

import dev.lastack.config.ReportFormat;
import dev.lastack.report.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The reports of a run in one file, or in one for each JVM. */
final class Output {

    private static final String PID = "%p";

    private Output() {}

    /** Whether the name asks for a file for each JVM, by {@code %p}. */
    static boolean isForEach(Path file) {
        return file.toString().contains(PID);
    }

    /** @param one all in one file; else several JVMs get a file each, with the pid in its name */
    static void write(Path file, boolean one, List<JvmReport> reports) throws IOException {
        if (one) {
            write(file, reports.stream().map(JvmReport::text).collect(Collectors.joining("\n")));
            return;
        }
        for (JvmReport report : reports) {
            boolean only = reports.size() == 1 && !isForEach(file);
            write(only ? file : named(file, report.pid()), report.text());
        }
    }

    static void write(Path file, String document) throws IOException {
        WholeFile.write(file, out -> out.write(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path named(Path file, long pid) {
        String name = file.getFileName().toString();
        ReportFormat format = ReportFormat.of(name);
        int ending =
                format == null ? name.length() : name.length() - format.ending().length();
        return file.resolveSibling(
                name.contains(PID)
                        ? name.replace(PID, Long.toString(pid))
                        : name.substring(0, ending) + "-" + pid + name.substring(ending));
    }
}
