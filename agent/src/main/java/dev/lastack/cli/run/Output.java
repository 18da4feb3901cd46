package dev.lastack.cli.run;

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

    /** JSON is one document: several JVMs get a file each, with the pid in its name. */
    static void write(Path file, List<JvmReport> reports) throws IOException {
        if (!isJson(file)) {
            String all = reports.stream().map(JvmReport::text).collect(Collectors.joining("\n"));
            WholeFile.write(file, out -> out.write(all.getBytes(StandardCharsets.UTF_8)));
            return;
        }
        for (JvmReport report : reports) {
            Path target = reports.size() == 1 && !file.toString().contains(PID) ? file : named(file, report.pid());
            WholeFile.write(target, out -> out.write(report.json().getBytes(StandardCharsets.UTF_8)));
        }
    }

    static boolean isJson(Path file) {
        return file.toString().endsWith(".json");
    }

    private static Path named(Path file, long pid) {
        String name = file.getFileName().toString();
        return file.resolveSibling(
                name.contains(PID)
                        ? name.replace(PID, Long.toString(pid))
                        : name.substring(0, name.lastIndexOf('.')) + "-" + pid + ".json");
    }
}
