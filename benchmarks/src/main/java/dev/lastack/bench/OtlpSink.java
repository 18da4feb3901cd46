package dev.lastack.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes what is sent by OpenTelemetry's protocol, every so many seconds, and throws it away; by default it is every 60. */
final class OtlpSink implements AutoCloseable {

    private static final long MOST_NANOS = 120_000_000_000L;

    private final HttpServer server;
    private final AtomicInteger received = new AtomicInteger();

    private OtlpSink(HttpServer server) {
        this.server = server;
    }

    static OtlpSink start() throws IOException {
        OtlpSink sink = new OtlpSink(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        sink.server.createContext("/v1/metrics", sink::receive);
        sink.server.start();
        return sink;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            received.incrementAndGet();
        }
    }

    /** For the JVM that is to send. */
    List<String> jvmArguments(int everySeconds) {
        return List.of(
                "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:"
                        + server.getAddress().getPort(),
                "-Dotel.metric.export.interval=" + everySeconds * 1_000);
    }

    /** On a busy machine a JVM may take long to begin. */
    void await(int messages) throws InterruptedException {
        long until = System.nanoTime() + MOST_NANOS;
        while (received.get() < messages && System.nanoTime() - until < 0) {
            Thread.sleep(100);
        }
    }

    /** Fails where nothing has come: metrics that nobody is told are cheap. */
    @Override
    public void close() throws IOException {
        server.stop(0);
        if (received.get() == 0) {
            throw new IOException("nothing was sent by OTLP");
        }
    }
}
