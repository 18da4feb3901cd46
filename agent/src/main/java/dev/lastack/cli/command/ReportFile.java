package dev.lastack.cli.command;

import dev.lastack.cli.exit.Failure;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that {@code -o} or another option names: checked before anything is done to a JVM, and written. */
final class ReportFile {

    private ReportFile() {}

    static ReportFormat format(Path file) throws Failure {
        ReportFormat format = ReportFormat.of(file.toString());
        if (format == null) {
            throw new Failure("cannot write " + file + ": its name must end in " + ReportFormat.endings());
        }
        return format;
    }

    static void requireWritable(@Nullable Path file) throws Failure {
        if (file == null) {
            return;
        }
        try {
            WholeFile.requireWritable(file);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    static void write(Path file, WholeFile.Content content) throws Failure {
        try {
            WholeFile.write(file, content);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static Failure cannotWrite(Path file, IOException e) {
        return new Failure("cannot write " + file + ": " + e.getMessage());
    }
}
