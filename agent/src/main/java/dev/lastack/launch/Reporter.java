package dev.lastack.launch;

import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.report.ReportWriter;
import dev.lastack.snapshot.Snapshot;
import java.time.Duration;

/** When reports are written: at exit, and at intervals for processes that are killed. */
final class Reporter {

    private final Settings settings;
    private final SnapshotSource source;

    Reporter(Settings settings, SnapshotSource source) {
        this.settings = settings;
        this.source = source;
    }

    /** The end of main, System.exit and SIGTERM alike. */
    void atExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::write, "lastack-report"));
    }

    void atIntervals() {
        Duration interval = settings.reportEvery();
        if (interval != null) {
            Thread thread = new Thread(() -> writeEvery(interval), "lastack-report-every");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
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

    /** One at a time: the one at exit may meet one at an interval. */
    private synchronized void write() {
        try {
            Snapshot snapshot = source.take();
            new ReportWriter(settings.reports(), snapshot.jvm().pid())
                    .write(snapshot, Analyzer.analyze(snapshot, settings));
        } catch (RuntimeException | Error e) {
            System.err.println("lastack: no report: " + e);
        }
    }
}
