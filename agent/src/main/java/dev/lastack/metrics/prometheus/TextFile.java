package dev.lastack.metrics.prometheus;

import dev.lastack.metrics.Exporter;
import dev.lastack.metrics.Metric;
import dev.lastack.metrics.MetricsModel;
import dev.lastack.metrics.Readings;
import dev.lastack.report.WholeFile;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * For node_exporter's textfile collector: a file that is written anew at an interval, whole or not at all. By one thread
 * of its own, so that a file system that does not answer holds up nothing else.
 */
public final class TextFile implements Exporter {

    private static final String PID = "%p";

    /** Engines ask every 15 s to 60 s. */
    private static final int INTERVAL_MILLIS = 10_000;

    /** After the first, when a program has done nothing yet; then twice as long each time. */
    private static final int FIRST_INTERVAL_MILLIS = 1_000;

    /** For what is being written when it ends. */
    private static final int END_MILLIS = 1_000;

    private enum End {
        NOT_YET,
        OF_JVM,
        DETACHED
    }

    private final Path file;
    private final boolean ofThisProcess;
    private final Labels common;
    private final Readings readings;
    private final IntSupplier limit;
    private final Consumer<String> say;
    private final Thread thread = new Thread(null, this::writeAgainAndAgain, "lastack-metrics-file");
    private volatile End end = End.NOT_YET;
    private @Nullable String complaint;

    /**
     * @param file with {@code %p} for the pid; then each series has it as a label too: the collector refuses two files that
     *     have the same series
     * @param say is told in one line what cannot be written
     */
    public TextFile(String file, long pid, Readings readings, IntSupplier limit, Consumer<String> say) {
        String number = Long.toString(pid);
        this.file = Path.of(file.replace(PID, number));
        this.ofThisProcess = file.contains(PID);
        this.common = ofThisProcess ? Labels.of("pid", number) : Labels.EMPTY;
        this.readings = readings;
        this.limit = limit;
        this.say = say;
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    /** What goes wrong is said when it does: the folder may come, or be full for a while. */
    @Override
    public void start() {
        thread.start();
    }

    private void writeAgainAndAgain() {
        int interval = FIRST_INTERVAL_MILLIS;
        while (end == End.NOT_YET) {
            write(MetricsModel.of(readings.take(), limit.getAsInt()));
            try {
                Thread.sleep(interval);
                interval = Math.min(INTERVAL_MILLIS, 2 * interval);
            } catch (InterruptedException e) {
                // told to end: the loop sees it
            }
        }
        writeLast();
    }

    /**
     * Whoever reads the file later must not take what was open for open: only counts stay. With the pid in its name nobody
     * will write it again, so it goes; and so it does where LastAck is detached.
     */
    private void writeLast() {
        if (ofThisProcess || end == End.DETACHED) {
            delete();
        } else {
            write(MetricsModel.of(readings.take(), limit.getAsInt()).stream()
                    .filter(Metric::isOfThePast)
                    .toList());
        }
    }

    /** The same complaint once only, until it has worked again. */
    private void write(List<Metric> metrics) {
        try {
            MetricSnapshots all = PrometheusModel.of(metrics, common);
            WholeFile.write(
                    file, out -> PrometheusTextFormatWriter.create().write(out, all, EscapingScheme.ALLOW_UTF8));
            complaint = null;
        } catch (IOException | RuntimeException | Error e) {
            String reason = e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
            if (!reason.equals(complaint)) {
                complaint = reason;
                say.accept("lastack: cannot write metrics to " + file + ": " + reason);
            }
        }
    }

    @Override
    public void jvmEnds(long deadline) {
        end(End.OF_JVM, (deadline - System.nanoTime()) / 1_000_000);
    }

    @Override
    public void close() {
        end(End.DETACHED, END_MILLIS);
    }

    /** Where the file system does not answer, the thread ends with its write. */
    private void end(End why, long withinMillis) {
        end = why;
        thread.interrupt();
        try {
            thread.join(Math.max(1, withinMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not a pipe or a device; a link is somebody's arrangement, and stays with an empty file behind it. */
    private void delete() {
        try {
            if (Files.isSymbolicLink(file)) {
                WholeFile.write(file, out -> {});
            } else if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        } catch (IOException | RuntimeException e) {
            say.accept("lastack: cannot remove the metrics in " + file + ": " + e);
        }
    }
}
