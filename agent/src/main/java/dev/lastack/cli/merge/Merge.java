package dev.lastack.cli.merge;

import dev.lastack.cli.exit.Failure;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.document.ReportHead;
import dev.lastack.report.fleet.Fleet;
import dev.lastack.report.fleet.FleetBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads many reports, one at a time. First the heads of all: a JVM that writes one at intervals, or once more at its end,
 * is one JVM, and its latest report counts. Where that one is cut off, the one before.
 */
public final class Merge {

    /** No report is a tenth as large: code paths, stacks and findings are bounded. What is larger is something else. */
    private static final long MOST_BYTES = 64L << 20;

    private final SkippedFiles skipped = new SkippedFiles();
    private final FleetBuilder builder = new FleetBuilder();
    private int olderReports;

    private Merge() {}

    /**
     * Files that cannot be read are in the result, too.
     *
     * @param named files and folders
     * @param output where the result will lie
     * @throws Failure where a folder cannot be read
     */
    public static Fleet of(List<Path> named, @Nullable Path output) throws Failure {
        Merge merge = new Merge();
        merge.read(ReportFiles.of(named, output, merge.skipped));
        return merge.builder.build(
                Instant.now().truncatedTo(ChronoUnit.MILLIS), merge.olderReports, merge.skipped.all());
    }

    private void read(List<Path> files) {
        Map<String, List<Candidate>> byJvm = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                ReportHead head = head(file);
                byJvm.computeIfAbsent(head.jvm(), unseen -> new ArrayList<>()).add(new Candidate(file, head));
            } catch (IOException e) {
                skipped.add(file, e);
            }
        }
        byJvm.values().forEach(this::addLatest);
    }

    private void addLatest(List<Candidate> ofOneJvm) {
        ofOneJvm.sort(Candidate.LATEST_FIRST);
        boolean added = false;
        for (Candidate candidate : ofOneJvm) {
            ReportDocument report = whole(candidate.file);
            if (report == null) {
                continue;
            }
            if (added) {
                olderReports++;
            } else {
                builder.add(candidate.file.toString(), report);
                added = true;
            }
        }
    }

    /** Also one that does not count is read to its end: whoever lost half of a file wants to know. */
    private @Nullable ReportDocument whole(Path file) {
        try {
            return ReportDocument.read(Files.readAllBytes(file));
        } catch (IOException e) {
            skipped.add(file, e);
            return null;
        }
    }

    private static ReportHead head(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is not a plain file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it is larger than any report");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ReportHead.read(in);
        }
    }

    private record Candidate(Path file, ReportHead head) {

        static final Comparator<Candidate> LATEST_FIRST =
                Comparator.comparing((Candidate one) -> one.head.generatedAt()).reversed();
    }
}
