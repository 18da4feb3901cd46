package dev.lastack.cli.merge;

import dev.lastack.cli.exit.Failure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that a command line means: those that it names, and in the folders that it names all {@code .json} ones. */
final class ReportFiles {

    private final Set<Path> files = new LinkedHashSet<>();
    private final @Nullable Path output;
    private final SkippedFiles skipped;

    private ReportFiles(@Nullable Path output, SkippedFiles skipped) {
        this.output = output == null ? null : normal(output);
        this.skipped = skipped;
    }

    /**
     * Each once, those of a folder in the order of their names.
     *
     * @param output is not read, where it lies in such a folder from last time
     */
    static List<Path> of(List<Path> named, @Nullable Path output, SkippedFiles skipped) throws Failure {
        ReportFiles all = new ReportFiles(output, skipped);
        for (Path one : named) {
            if (Files.isDirectory(one)) {
                all.addFolder(one);
            } else {
                all.files.add(one.normalize());
            }
        }
        return List.copyOf(all.files);
    }

    private void addFolder(Path folder) throws Failure {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isReport(file) && !normal(file).equals(output)) {
                        found.add(file.normalize());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    skipped.add(file, e);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new Failure("cannot read " + folder + ": " + e.getMessage());
        }
        found.sort(null);
        files.addAll(found);
    }

    /** What begins with a dot is being written, or is hidden. */
    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private static Path normal(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
