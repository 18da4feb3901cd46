package dev.lastack.launch;

import dev.lastack.config.MetricsTarget;
import dev.lastack.config.ReportFormat;
import dev.lastack.found.NewFindings;
import dev.lastack.metrics.Exporter;
import dev.lastack.metrics.PromptReadings;
import dev.lastack.metrics.Readings;
import dev.lastack.metrics.jmx.ConnectionsBean;
import dev.lastack.metrics.otlp.OtlpPush;
import dev.lastack.metrics.prometheus.HttpEndpoint;
import dev.lastack.metrics.prometheus.TextFile;
import dev.lastack.text.TextExtent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways out for metrics that are asked for, from their begin to their end. What cannot begin is said in one line, and
 * everything else goes on. Without any nothing is loaded and no thread runs.
 */
final class MetricsOutputs {

    /** For those that begin in a JVM that runs, so that whoever attaches finds them. */
    private static final int BEGIN_MILLIS = 5_000;

    private final OwnThreads threads;
    private final SnapshotSource source;
    private final Readings readings;
    private final NewFindings findings;
    private final Reporter reporter;
    private final Instrumentation instrumentation;

    private final Object beginningOne = new Object();

    // guarded by this
    private final Map<String, Exporter> running = new LinkedHashMap<>();
    private final List<Thread> beginning = new ArrayList<>();
    private boolean ended;

    MetricsOutputs(
            OwnThreads threads,
            SnapshotSource source,
            Readings readings,
            NewFindings findings,
            Reporter reporter,
            Instrumentation instrumentation) {
        this.threads = threads;
        this.source = source;
        this.readings = readings;
        this.findings = findings;
        this.reporter = reporter;
        this.instrumentation = instrumentation;
    }

    /** @param early before the application's main method: what would disturb its begin waits for it */
    void begin(boolean early) throws InterruptedException {
        List<String> asked = reporter.settings().metrics();
        if (asked.isEmpty()) {
            return;
        }
        Thread thread = threads.start("lastack-metrics", () -> beginAll(asked, early));
        synchronized (this) {
            beginning.removeIf(earlier -> !earlier.isAlive());
            beginning.add(thread);
        }
        if (!early) {
            thread.join(BEGIN_MILLIS);
        }
    }

    /** After a change of the settings: those that are asked for no more end, and new ones begin. */
    void change() throws InterruptedException {
        List<String> asked = reporter.settings().metrics();
        List<Exporter> over = new ArrayList<>();
        synchronized (this) {
            for (String target : List.copyOf(running.keySet())) {
                if (!asked.contains(target)) {
                    over.add(running.remove(target));
                }
            }
        }
        over.forEach(Exporter::close);
        begin(false);
    }

    private void beginAll(List<String> asked, boolean early) {
        try {
            List<String> late = new ArrayList<>();
            for (String target : asked) {
                if (isHarmless(target)) {
                    begin(target);
                } else if (!isRefused(target)) {
                    late.add(target);
                }
            }
            if (early && !late.isEmpty()) {
                LogManagerGuard.await(instrumentation);
            }
            late.forEach(this::begin);
        } catch (InterruptedException e) {
            // it ends before it has begun
        }
    }

    /** Needs neither the JDK's server nor its management. */
    private static boolean isHarmless(String target) {
        return parsed(target).kind() == MetricsTarget.Kind.FILE;
    }

    private static MetricsTarget parsed(String target) {
        MetricsTarget parsed = MetricsTarget.of(target);
        if (parsed == null) {
            throw new IllegalStateException(target); // the settings' parser has refused it
        }
        return parsed;
    }

    /** An address that cannot be bound is said at once, and not only when the server begins. */
    private boolean isRefused(String target) {
        MetricsTarget parsed = parsed(target);
        if (parsed.kind() != MetricsTarget.Kind.HTTP || isRunning(target)) {
            return false;
        }
        try (ServerSocket probe = new ServerSocket(parsed.port(), 1, address(parsed))) {
            return !probe.isBound();
        } catch (IOException | RuntimeException e) {
            complain(target, e);
            return true;
        }
    }

    private static InetAddress address(MetricsTarget target) throws IOException {
        return InetAddress.getByName(target.place());
    }

    private synchronized boolean isRunning(String target) {
        return running.containsKey(target);
    }

    /** One after the other: two threads, of a start and of a change, may be at it. */
    private void begin(String target) {
        synchronized (beginningOne) {
            if (!isRunning(target) && reporter.settings().metrics().contains(target)) {
                start(target);
            }
        }
    }

    private void start(String target) {
        try {
            SpareDescriptors.require(SpareDescriptors.TO_BEGIN); // classes of the JDK's that nobody may have used yet
            Exporter exporter = exporter(parsed(target));
            exporter.start();
            if (!keep(target, exporter)) {
                exporter.close();
            }
        } catch (Throwable e) { // a JDK without the module, too
            complain(target, e);
        }
    }

    private synchronized boolean keep(String target, Exporter exporter) {
        boolean asked = !ended && reporter.settings().metrics().contains(target);
        return asked && running.putIfAbsent(target, exporter) == null;
    }

    /** Each class is loaded where it stands, and not before. */
    private Exporter exporter(MetricsTarget target) throws IOException {
        return switch (target.kind()) {
            case FILE ->
                new TextFile(target.place(), ProcessHandle.current().pid(), readings, this::limit, reporter::say);
            case HTTP -> new HttpEndpoint(address(target), target.port(), new PromptReadings(readings), this::limit);
            case OTLP -> new OtlpPush(readings, this::limit, reporter::say);
            case JMX -> new ConnectionsBean(readings, findings, this::limit, this::report);
        };
    }

    private int limit() {
        return reporter.settings().metricsLimit();
    }

    private void complain(String target, Throwable e) {
        String line = "no metrics by " + target + ": " + reason(parsed(target), e);
        source.note(line);
        reporter.say("lastack: " + line);
    }

    private static String reason(MetricsTarget target, Throwable e) {
        if (e instanceof NoClassDefFoundError) {
            return "this JVM's runtime has no module " + module(target.kind());
        }
        if (e instanceof UnknownHostException) {
            return "no such address";
        }
        String message = e.getMessage();
        boolean isSaid = e instanceof IOException || e instanceof IllegalStateException;
        return message != null && isSaid ? message : e.toString();
    }

    private static String module(MetricsTarget.Kind kind) {
        return switch (kind) {
            case FILE, OTLP -> "java.base";
            case HTTP -> "jdk.httpserver";
            case JMX -> "java.management";
        };
    }

    private String report(String format) {
        try {
            return reporter.render(format(format), TextExtent.USUAL.inFull());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReportFormat format(String name) {
        for (ReportFormat format : ReportFormat.values()) {
            if (format.toString().equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException(name + ": no such format, expected one of "
                + String.join(
                        ", ",
                        Arrays.stream(ReportFormat.values())
                                .map(ReportFormat::toString)
                                .toList()));
    }

    /** @param deadline {@link System#nanoTime} by which to be done */
    void jvmEnds(long deadline) {
        all().forEach(exporter -> exporter.jvmEnds(deadline));
    }

    private synchronized List<Exporter> all() {
        return List.copyOf(running.values());
    }

    /** Nothing of it is left after that. */
    void stop() throws InterruptedException {
        List<Thread> starting;
        List<Exporter> over;
        synchronized (this) {
            ended = true;
            starting = List.copyOf(beginning);
            beginning.clear();
            over = List.copyOf(running.values());
            running.clear();
        }
        for (Thread thread : starting) {
            thread.interrupt();
            thread.join(BEGIN_MILLIS);
        }
        over.forEach(Exporter::close);
    }
}
