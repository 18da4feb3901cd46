package dev.lastack.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A receiver of OpenTelemetry's protocol by HTTP, that reads messages with the classes which the project publishes. */
public final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private volatile long delayMillis;
    private volatile ExportMetricsServiceRequest last = ExportMetricsServiceRequest.getDefaultInstance();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    public static OtlpReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OtlpReceiver receiver = new OtlpReceiver(server);
        server.createContext("/v1/metrics", receiver::receive);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "otlp-receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return receiver;
    }

    private void receive(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body =
                (packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()).readAllBytes();
        last = ExportMetricsServiceRequest.parseFrom(body);
        requests.incrementAndGet();
        try {
            TimeUnit.MILLISECONDS.sleep(delayMillis);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** What it answers from now on. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** How long it takes for an answer from now on. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    public int requests() {
        return requests.get();
    }

    /** Of who sent last. */
    public Map<String, String> resource() {
        return last.getResourceMetricsList().stream()
                .map(ResourceMetrics::getResource)
                .findFirst()
                .map(resource -> labels(resource.getAttributesList()))
                .orElse(Map.of());
    }

    /** In the last message. */
    public Optional<Metric> metric(String name) {
        return last.getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .filter(metric -> metric.getName().equals(name))
                .findFirst();
    }

    /** The sum of a gauge's or counter's series in the last message whose labels have all of these. */
    public long sum(String name, String... labels) {
        return (long) points(name)
                .filter(point -> List.of(labels).stream()
                        .allMatch(label -> labels(point.getAttributesList()).entrySet().stream()
                                .anyMatch(entry -> (entry.getKey() + "=" + entry.getValue()).equals(label))))
                .mapToDouble(NumberDataPoint::getAsDouble)
                .sum();
    }

    /** Those of the last message. */
    public long series(String name) {
        return points(name).count();
    }

    private Stream<NumberDataPoint> points(String name) {
        return metric(name).stream()
                .flatMap(metric -> metric.hasSum()
                        ? metric.getSum().getDataPointsList().stream()
                        : metric.getGauge().getDataPointsList().stream());
    }

    private static Map<String, String> labels(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(
                        Collectors.toMap(KeyValue::getKey, one -> one.getValue().getStringValue()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
