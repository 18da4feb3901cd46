package dev.lastack.metrics.otlp;

import dev.lastack.metrics.Exporter;
import dev.lastack.metrics.Metric;
import dev.lastack.metrics.MetricsModel;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.Readings;
import dev.lastack.text.Version;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends metrics to a receiver of OpenTelemetry's protocol at an interval. By one thread of its own, which takes, sends
 * and waits: where a receiver is slow or away nothing piles up, and what it misses are numbers between two that it has.
 */
public final class OtlpPush implements Exporter {

    /** The JVM's end is held up at most so long by the last numbers, and not at all where the receiver was away before. */
    private static final long LAST_MILLIS = 1_000;

    /** For the thread to see that it is over. */
    private static final long END_MILLIS = 1_000;

    /** A receiver that comes and goes must not fill the log. */
    private static final long SAY_AGAIN_NANOS = Duration.ofMinutes(10).toNanos();

    private final Readings readings;
    private final IntSupplier limit;
    private final Consumer<String> say;
    private final Map<String, String> before;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean tellsTheLast;

    private @Nullable Thread thread;

    // of the thread
    private boolean arrives = true;
    private @Nullable Long saidNanos;

    /** @param say is told in one line that nothing arrives */
    public OtlpPush(Readings readings, IntSupplier limit, Consumer<String> say) {
        this(readings, limit, say, Map.of());
    }

    /** @param before what counts before system properties and the environment */
    OtlpPush(Readings readings, IntSupplier limit, Consumer<String> say, Map<String, String> before) {
        this.readings = readings;
        this.limit = limit;
        this.say = say;
        this.before = before;
    }

    /** Only how it is configured can be wrong: the receiver may come later. */
    @Override
    public void start() {
        OtlpConfiguration configuration = OtlpConfiguration.read(before);
        Duration interval = configuration.interval();
        Resource resource = configuration.resource();
        MetricExporter exporter = configuration.exporter();
        String endpoint = configuration.endpoint();
        Reading first = readings.take();
        long now = System.currentTimeMillis();
        long beganMillis = now - first.snapshot().observation().watchedMillis();
        OtlpModel model = new OtlpModel(resource, Version.CURRENT, exporter, OtlpModel.nanosOf(beganMillis));
        Thread starting = new Thread(
                null,
                () -> sendAgainAndAgain(exporter, model, interval, endpoint == null ? "localhost:4318" : endpoint),
                "lastack-metrics-otlp");
        starting.setDaemon(true);
        starting.setContextClassLoader(null);
        starting.start();
        thread = starting;
    }

    private void sendAgainAndAgain(MetricExporter exporter, OtlpModel model, Duration interval, String endpoint) {
        try {
            while (!over.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                tell(send(exporter, model, metrics()), endpoint, interval);
            }
        } catch (InterruptedException e) {
            // told to end while it sent
        }
        if (tellsTheLast && arrives) {
            Thread.interrupted();
            send(exporter, model, metrics().stream().filter(Metric::isOfThePast).toList());
        }
        exporter.shutdown();
    }

    private List<Metric> metrics() {
        return MetricsModel.of(readings.take(), limit.getAsInt());
    }

    /** Null where it has arrived, or else why not. */
    private static @Nullable String send(MetricExporter exporter, OtlpModel model, List<Metric> metrics) {
        try {
            CompletableResultCode result =
                    exporter.export(model.of(metrics, OtlpModel.nanosOf(System.currentTimeMillis())));
            return reason(result);
        } catch (RuntimeException | Error e) {
            return e.toString();
        }
    }

    /** Of an export that is over, why it did not arrive; null where it did. */
    static @Nullable String reason(CompletableResultCode result) {
        return result.isSuccess() ? null : reason(result.getFailureThrowable());
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof HttpExportException http) {
            HttpResponse response = http.getResponse();
            if (response != null) {
                return "it answers " + response.getStatusCode();
            }
        }
        Throwable bare = failure;
        while (bare != null && bare.getCause() != null && isWrapping(bare)) {
            bare = bare.getCause();
        }
        if (bare == null) {
            return "no reason is known";
        }
        String message = bare.getMessage();
        return bare.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static boolean isWrapping(Throwable thrown) {
        return thrown instanceof HttpExportException
                || thrown instanceof CompletionException
                || thrown instanceof UncheckedIOException;
    }

    /** The first time, and not again until it has worked again, and then not soon. */
    private void tell(@Nullable String failure, String endpoint, Duration interval) {
        boolean isNew = arrives && failure != null && over.getCount() > 0;
        arrives = failure == null;
        if (!isNew) {
            return;
        }
        long now = System.nanoTime();
        Long said = saidNanos;
        if (said == null || now - said > SAY_AGAIN_NANOS) {
            saidNanos = now;
            say.accept("lastack: metrics do not reach " + endpoint + " (" + failure + "), tried again every "
                    + seconds(interval) + " s");
        }
    }

    private static String seconds(Duration interval) {
        return BigDecimal.valueOf(interval.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    @Override
    public void jvmEnds(long deadline) {
        tellsTheLast = true;
        over.countDown();
        join(Math.min(LAST_MILLIS, (deadline - System.nanoTime()) / 1_000_000));
    }

    @Override
    public void close() {
        over.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            join(END_MILLIS);
        }
    }

    private void join(long millis) {
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
