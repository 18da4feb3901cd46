package dev.lastack.cli.audit;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.attach.protocol.Facts;
import dev.lastack.cli.gate.JvmReport;
import dev.lastack.config.ReportFormat;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches a JVM for a while, and leaves it as it was. One thread. */
public final class LoadAudit {

    private final Target target;
    private final Interruption interruption;
    private final Duration warmUp;
    private final Duration watch;

    /**
     * An audit that has not begun.
     *
     * @param warmUp before the first look; may be zero
     * @param watch from the first look to the last
     */
    public LoadAudit(Target target, Interruption interruption, Duration warmUp, Duration watch) {
        this.target = target;
        this.interruption = interruption;
        this.warmUp = warmUp;
        this.watch = watch;
    }

    /**
     * Attaches, watches, and detaches again on every way out; where LastAck was there before, it stays.
     *
     * @param settings of the agent, each {@code key=value}
     * @param format of the report's text
     * @return empty where it was interrupted
     */
    public Optional<JvmReport> run(List<String> settings, ReportFormat format)
            throws TargetException, IOException, InterruptedException {
        Facts facts = target.attach(settings);
        if (!facts.isTrue(Facts.STARTED_NOW)) {
            return watch(format);
        }
        Optional<JvmReport> report;
        try {
            report = watch(format);
        } catch (TargetException | IOException | InterruptedException | RuntimeException | Error e) {
            detachAfter(e);
            throw e;
        }
        target.detach();
        return report;
    }

    private void detachAfter(Throwable failure) {
        try {
            target.detach();
        } catch (TargetException e) {
            failure.addSuppressed(e); // most often there is nobody left to detach from
        }
    }

    private Optional<JvmReport> watch(ReportFormat format) throws TargetException, IOException, InterruptedException {
        if (!passed(warmUp.toMillis())) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        List<Point> points = new ArrayList<>();
        JsonObject last = look(points);
        while (points.size() < Series.POINTS) {
            long due = watch.toNanos() / (Series.POINTS - 1) * points.size();
            if (!passed((due - (System.nanoTime() - begin)) / 1_000_000)) {
                return Optional.empty();
            }
            last = look(points);
        }
        AuditedReport report = new AuditedReport(last, points, warmUp);
        byte[] json = report.json();
        return Optional.of(JvmReport.of(ReportDocument.read(json), text(report, json, format)));
    }

    private String text(AuditedReport report, byte[] json, ReportFormat format) throws TargetException {
        return format == ReportFormat.TEXT
                ? target.report(ReportFormat.TEXT) + report.text()
                : new String(json, StandardCharsets.UTF_8);
    }

    /** False where a signal came meanwhile. */
    private boolean passed(long millis) throws InterruptedException {
        return !interruption.within(millis);
    }

    private JsonObject look(List<Point> points) throws TargetException, IOException {
        JsonObject report = Json.read(target.report(ReportFormat.JSON).getBytes(StandardCharsets.UTF_8));
        points.add(Point.of(report, descriptors()));
        return report;
    }

    /** -1 where they cannot be counted: no Linux, or another user's. */
    private long descriptors() {
        try (Stream<Path> links = Files.list(Path.of("/proc", Long.toString(target.pid()), "fd"))) {
            return links.count();
        } catch (IOException | UncheckedIOException e) {
            return -1;
        }
    }
}
