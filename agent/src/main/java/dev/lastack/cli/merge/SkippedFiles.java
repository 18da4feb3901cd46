package dev.lastack.cli.merge;

import dev.lastack.report.fleet.Fleet;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that could not be read, and why. */
final class SkippedFiles {

    private final List<Fleet.Skipped> all = new ArrayList<>();

    void add(Path file, IOException e) {
        all.add(new Fleet.Skipped(file.toString(), reason(e)));
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "not allowed" : String.valueOf(e.getMessage());
    }

    List<Fleet.Skipped> all() {
        return List.copyOf(all);
    }
}
