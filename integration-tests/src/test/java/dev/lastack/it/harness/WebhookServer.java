package dev.lastack.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what is posted to it: the JDK's HTTP server, on loopback. */
public final class WebhookServer implements AutoCloseable {

    private static final int NO_ANSWER = 0;

    private final HttpServer server;
    private final int status;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    private WebhookServer(HttpServer server, int status) {
        this.server = server;
        this.status = status;
        server.createContext("/", this::answer);
        server.start();
    }

    public static WebhookServer answering(int status) {
        try {
            return new WebhookServer(HttpServer.create(address(), 0), status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never answers. */
    public static WebhookServer silent() {
        return answering(NO_ANSWER);
    }

    public static WebhookServer tls(Keystore keystore) {
        try {
            HttpsServer server = HttpsServer.create(address(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(keystore.context()));
            return new WebhookServer(server, 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(exchange.getRequestBody().readAllBytes());
        if (status != NO_ANSWER) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Whatever was answered. */
    public List<byte[]> bodies() {
        return bodies;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
