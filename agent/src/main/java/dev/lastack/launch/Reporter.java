package dev.lastack.launch;

import dev.lastack.analyze.Analyzer;
import dev.lastack.attach.protocol.Facts;
import dev.lastack.config.ConfigurationException;
import dev.lastack.config.ReportFormat;
import dev.lastack.config.Settings;
import dev.lastack.config.SettingsChange;
import dev.lastack.config.SettingsParser;
import dev.lastack.report.ReportRenderer;
import dev.lastack.report.ReportWriter;
import dev.lastack.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When reports are written: on demand, at exit, and at intervals for processes that are killed. */
final class Reporter {

    private final SnapshotSource source;
    private final Thread atExit = new Thread(this::writeLast, "lastack-report");
    private volatile Settings settings;

    /** Guarded by this. */
    private @Nullable Thread atIntervals;

    Reporter(Settings settings, SnapshotSource source) {
        this.settings = settings;
        this.source = source;
    }

    Settings settings() {
        return settings;
    }

    /** The end of main, System.exit and SIGTERM alike. */
    synchronized void start() {
        Runtime.getRuntime().addShutdownHook(atExit);
        startIntervals();
    }

    private void startIntervals() {
        Duration interval = settings.reportEvery();
        if (interval != null) {
            Thread thread = new Thread(() -> writeEvery(interval), "lastack-report-every");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            atIntervals = thread;
        }
    }

    synchronized void change(List<String> arguments, Facts facts) throws ConfigurationException {
        Settings before = settings;
        SettingsChange change = SettingsParser.change(before, arguments);
        settings = change.settings();
        facts.addAll(Facts.CHANGED, change.changed()).addAll(Facts.UNCHANGED, change.unchanged());
        if (!Objects.equals(before.reportEvery(), settings.reportEvery())) {
            stopIntervals();
            startIntervals();
        }
    }

    private void stopIntervals() {
        Thread thread = atIntervals;
        if (thread != null) {
            thread.interrupt();
            atIntervals = null;
        }
    }

    synchronized void stop() {
        stopIntervals();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // it runs already
        }
    }

    private void writeEvery(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval.toMillis());
                write();
            }
        } catch (InterruptedException e) {
            // told to end
        }
    }

    String render(ReportFormat format) throws IOException {
        Snapshot snapshot = source.take();
        return ReportRenderer.render(format, snapshot, Analyzer.analyze(snapshot, settings));
    }

    private void writeLast() {
        write();
        source.exiting();
    }

    /** One at a time: the one at exit may meet one at an interval. */
    private synchronized void write() {
        try {
            Settings now = settings;
            if (!now.reports().isEmpty()) {
                Snapshot snapshot = source.take();
                new ReportWriter(now.reports(), snapshot.jvm().pid()).write(snapshot, Analyzer.analyze(snapshot, now));
            }
        } catch (RuntimeException | Error e) {
            System.err.println("lastack: no report: " + e);
        }
    }
}
