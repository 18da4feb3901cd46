package dev.lastack.launch;

import dev.lastack.analyze.Analyzer;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.attach.protocol.Facts;
import dev.lastack.config.ConfigurationException;
import dev.lastack.config.Key;
import dev.lastack.config.ReportFormat;
import dev.lastack.config.Settings;
import dev.lastack.config.SettingsChange;
import dev.lastack.config.SettingsParser;
import dev.lastack.kernel.StandardError;
import dev.lastack.launch.ReportOutput.Content;
import dev.lastack.report.ReportRenderer;
import dev.lastack.snapshot.ConfiguredKey;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Trigger;
import dev.lastack.text.Printable;
import dev.lastack.text.TextExtent;
import dev.lastack.text.Words;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has reports written: on demand, at exit, and at intervals for processes that are killed. No lock is held while
 * one is taken or written.
 */
final class Reporter {

    /** For a line of ours, where standard error is full. */
    private static final int SAY_MILLIS = 100;

    /** Any thread waits now and then. */
    private static final int SOME_MILLIS = 100;

    /** For what was being written, after detaching. */
    private static final long END_NANOS = 1_000_000_000L;

    private final SnapshotSource source;
    private final Thread atExit = new Thread(this::writeLast, "lastack-report");
    private final StandardError err = new StandardError();
    private final PrintStream errText = err.forText();
    private volatile @Nullable LongConsumer last;
    private volatile Settings settings;

    // guarded by this
    private @Nullable Thread atIntervals;
    private final Map<String, ReportOutput> outputs = new HashMap<>();

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

    synchronized SettingsChange join(String arguments) throws ConfigurationException {
        SettingsChange change = SettingsParser.join(settings, arguments);
        settings = change.settings();
        return change;
    }

    private void stopIntervals() {
        Thread thread = atIntervals;
        if (thread != null) {
            thread.interrupt();
            atIntervals = null;
        }
    }

    /** What waits for a reader of standard error is given up. */
    void stop() throws InterruptedException {
        List<ReportOutput> to = end();
        long deadline = System.nanoTime() + END_NANOS;
        for (ReportOutput output : to) {
            output.awaitIdle(deadline);
        }
    }

    private synchronized List<ReportOutput> end() {
        stopIntervals();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return List.of(); // it runs already
        }
        err.close();
        return List.copyOf(outputs.values());
    }

    private void writeEvery(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval.toMillis());
                writeWhereIdle();
            }
        } catch (InterruptedException e) {
            // told to end
        }
    }

    String render(ReportFormat format, TextExtent extent) throws IOException {
        Settings now = settings;
        Snapshot snapshot = source.take(Trigger.COMMAND).with(configuration(now));
        return ReportRenderer.render(format, snapshot, findings(snapshot, now), extent);
    }

    private static List<ConfiguredKey> configuration(Settings settings) {
        return Key.ALL.stream()
                .filter(key -> !key.isOutput())
                .map(key -> new ConfiguredKey(
                        key.name(), settings.textOf(key), settings.durationOf(key), settings.isChanged(key)))
                .toList();
    }

    private List<Finding> findings(Snapshot snapshot, Settings by) {
        List<Finding> findings = Analyzer.analyze(snapshot, by);
        source.found(findings);
        return findings;
    }

    /** The JVM waits for this, but not longer than it was told to, see {@link ExitDeadline}. */
    void writeLast() {
        ExitDeadline deadline = new ExitDeadline(System.nanoTime(), settings.reportTimeout());
        try {
            writeLast(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LongConsumer also = last;
        if (also != null) {
            also.accept(deadline.nanos());
        }
        source.exiting();
    }

    /** What else is done before the JVM ends, given the {@link System#nanoTime} by which to be done. */
    void atEnd(LongConsumer also) {
        last = also;
    }

    private void writeLast(ExitDeadline deadline) throws InterruptedException {
        Content content = settings.reports().isEmpty() ? null : lastContent(deadline);
        deadline.writes(System.nanoTime());
        if (content == null) {
            return;
        }
        List<ReportOutput> to = outputs();
        to.forEach(output -> output.offer(content));
        for (ReportOutput output : to) {
            if (!inTime(output::awaitIdle, output::starvedNanos, deadline)) {
                sayUnwritten(output, deadline.excusedNanos(output.starvedNanos()), content);
            }
        }
    }

    /** Null where that fails, or takes too long: of very many connections, or where something does not answer. */
    private @Nullable Content lastContent(ExitDeadline deadline) throws InterruptedException {
        AtomicReference<@Nullable Content> found = new AtomicReference<>();
        BoundedTask finding = BoundedTask.begin("lastack-last-report", () -> found.set(content(Trigger.EXIT)));
        boolean inTime = inTime(finding::awaitDone, finding::starvedNanos, deadline);
        deadline.starved(finding.starvedNanos());
        if (inTime) {
            return found.get();
        }
        say("lastack: no report: what it has to say could not be found out within "
                + timeout(deadline.excusedNanos(0)));
        return null;
    }

    private interface Awaited {
        boolean done(long deadline) throws InterruptedException;
    }

    private static boolean inTime(Awaited awaited, LongSupplier starvedNanos, ExitDeadline deadline)
            throws InterruptedException {
        long until = deadline.nanos();
        while (!awaited.done(until)) {
            until = deadline.nanos(starvedNanos.getAsLong());
            if (System.nanoTime() - until >= 0) {
                return false;
            }
        }
        return true;
    }

    /** With what it would have begun with. */
    private void sayUnwritten(ReportOutput output, long starvedNanos, Content content) {
        say("lastack: no report " + output.destination() + ": it could not be written within " + timeout(starvedNanos));
        UnwrittenReport.lines(content.findings()).forEach(this::say);
    }

    private String timeout(long starvedNanos) {
        long starvedMillis = starvedNanos / 1_000_000;
        return Words.duration(settings.reportTimeout().toMillis()) + " (report-timeout)"
                + (starvedMillis < SOME_MILLIS
                        ? ""
                        : ", for " + Words.duration(starvedMillis) + " of which there was no processor for it");
    }

    /** An output that still has the one before to write gets none: nothing piles up. */
    private void writeWhereIdle() {
        List<ReportOutput> idle =
                outputs().stream().filter(ReportOutput::isIdle).toList();
        Content content = idle.isEmpty() ? null : content(Trigger.INTERVAL);
        if (content != null) {
            idle.forEach(output -> output.offer(content));
        }
    }

    private @Nullable Content content(Trigger trigger) {
        Settings now = settings;
        if (now.reports().isEmpty()) {
            return null;
        }
        try {
            Snapshot snapshot = source.take(trigger).with(configuration(now));
            return new Content(snapshot, findings(snapshot, now));
        } catch (RuntimeException | Error e) {
            say("lastack: no report: " + e);
            return null;
        }
    }

    /** One line on standard error, if it has room. Any thread. */
    void say(String line) {
        err.say(Printable.of(line), SAY_MILLIS);
    }

    /** Of the present settings; those of earlier ones are dropped, and end when they have written. */
    private synchronized List<ReportOutput> outputs() {
        List<String> reports = settings.reports();
        outputs.keySet().retainAll(reports);
        return reports.stream()
                .map(report -> outputs.computeIfAbsent(report, to -> ReportOutput.to(to, errText)))
                .toList();
    }
}
