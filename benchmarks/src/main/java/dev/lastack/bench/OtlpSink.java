package dev.lastack.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes what is sent by OpenTelemetry's protocol, every second, and throws it away: sixty times as often as by default. */
final class OtlpSink implements AutoCloseable {

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
    List<String> jvmArguments() {
        return List.of(
                "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:"
                        + server.getAddress().getPort(),
                "-Dotel.metric.export.interval=1000");
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
