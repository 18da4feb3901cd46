package dev.lastack.metrics.otlp;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lastack.metrics.ReadingFixtures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the JDK's server; what is in a message is read by OtlpIT. */
class OtlpPushTest {

    private static final long BOUND_SECONDS = 240;

    private final BlockingQueue<Map<String, String>> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::answer);
        receiver.start();
    }

    @AfterEach
    void end() {
        receiver.stop(0);
    }

    @Test
    void endpointHeadersAndCompression_areThoseOfTheVariables() throws Exception {
        try (OtlpPush push = push(Map.of(
                "otel.exporter.otlp.headers", "authorization=Basic%20abc",
                "otel.exporter.otlp.compression", "gzip"))) {
            push.start();

            assertThat(next())
                    .containsEntry("path", "/v1/metrics")
                    .containsEntry("Content-type", "application/x-protobuf")
                    .containsEntry("Content-encoding", "gzip")
                    .containsEntry("Authorization", "Basic abc");
            assertThat(next()).isNotEmpty();
        }
        assertThat(said).isEmpty();
    }

    @Test
    void endpointOfMetrics_isTakenAsItIs() throws Exception {
        try (OtlpPush push = push(Map.of("otel.exporter.otlp.metrics.endpoint", base() + "/mine"))) {
            push.start();

            assertThat(next()).containsEntry("path", "/mine");
        }
    }

    @Test
    void whoTells_isNamed() throws Exception {
        try (OtlpPush push = push(Map.of(
                "otel.service.name", "orders", "otel.resource.attributes", "deployment.environment.name=a%20b+c"))) {
            push.start();

            assertThat(next().get("body"))
                    .contains("orders", "deployment.environment.name", "a b+c", "service.instance.id");
        }
    }

    @Test
    void receiverThatRefuses_isSaidOnce_andServedAgainLater() throws Exception {
        status.set(500);
        try (OtlpPush push = push(Map.of())) {
            push.start();
            assertThat(said.poll(BOUND_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(
                            "lastack: metrics do not reach " + base() + " (it answers 500), tried again every 0.1 s");
            next();
            next();

            status.set(200);
            received.clear();
            assertThat(next()).isNotEmpty();
        }
        assertThat(said).isEmpty();
    }

    @Test
    void receiverThatIsAway_isSaidInWordsOfThePlatform_withoutAPassword() throws Exception {
        int port = receiver.getAddress().getPort();
        receiver.stop(0);
        try (OtlpPush push = push(Map.of(
                "otel.exporter.otlp.endpoint",
                "http://me:secret@127.0.0.1:" + port,
                "otel.java.exporter.otlp.retry.disabled",
                "true"))) {
            push.start();

            assertThat(said.poll(BOUND_SECONDS, TimeUnit.SECONDS))
                    .startsWith("lastack: metrics do not reach http://127.0.0.1:" + port
                            + " (ConnectException: Connection refused), tried again")
                    .doesNotContain("secret");
        }
    }

    @Test
    void atTheJvmsEnd_theLastCountsAreSent_withoutWaitingForTheInterval() throws Exception {
        OtlpPush push = push(Map.of("otel.metric.export.interval", "1h"));
        push.start();

        push.jvmEnds(System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS));

        assertThat(next().get("body"))
                .contains("lastack_connections_opened_total")
                .doesNotContain("connections_open\"");
        assertThat(threads()).isEmpty();
    }

    /** The bound is far below the time-out of the exporter. */
    @Test
    void receiverThatDoesNotAnswer_holdsUpNeitherTheEndNorDetaching() throws Exception {
        status.set(0);
        long before;
        try (OtlpPush push = push(Map.of("otel.exporter.otlp.timeout", "600s"))) {
            push.start();
            next();
            before = System.nanoTime();

            push.jvmEnds(System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS));
        }
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(BOUND_SECONDS));
        assertThat(threads()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void whatIsConfiguredWrong_isRefusedInOneLine_andNothingIsLeft() {
        assertThatThrownBy(() ->
                        push(Map.of("otel.exporter.otlp.protocol", "grpc")).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf");
        for (Map.Entry<String, String> wrong : Map.of(
                        "otel.exporter.otlp.endpoint", "collector:4318",
                        "otel.exporter.otlp.timeout", "soon",
                        "otel.metric.export.interval", "often",
                        "otel.exporter.otlp.metrics.temporality.preference", "sometimes",
                        "otel.exporter.otlp.certificate", "/no/such/file",
                        "otel.resource.attributes", "key")
                .entrySet()) {
            assertThatThrownBy(
                            () -> push(Map.of(wrong.getKey(), wrong.getValue())).start())
                    .as(wrong.getKey())
                    .isInstanceOf(IllegalStateException.class)
                    .message()
                    .isNotBlank()
                    .doesNotContain("\n");
        }
        assertThat(threads()).isEmpty();
    }

    private OtlpPush push(Map<String, String> more) {
        Map<String, String> properties =
                new HashMap<>(Map.of("otel.exporter.otlp.endpoint", base(), "otel.metric.export.interval", "1"));
        properties.putAll(more);
        return new OtlpPush(() -> ReadingFixtures.of(client().open(2, connection())), () -> 50, said::add, properties);
    }

    private String base() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort();
    }

    private Map<String, String> next() throws InterruptedException {
        Map<String, String> next = received.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> request = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> request.put(name, values.get(0)));
        request.put("path", exchange.getRequestURI().getPath());
        request.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
        received.add(request);
        if (status.get() != 0) {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.equals("lastack-metrics-otlp"))
                .toList();
    }
}
