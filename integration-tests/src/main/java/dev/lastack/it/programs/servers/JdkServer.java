package dev.lastack.it.programs.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The JDK's own HttpServer. */
final class JdkServer {

    private final ServerRun run;

    private JdkServer(ServerRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        run(ServerRun.of(args), Executors.newCachedThreadPool());
    }

    static void run(ServerRun run, Executor threads) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", new JdkServer(run)::handle);
        server.start();
        run.serve(server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        switch (run.variant) {
            case WROTE -> begin(exchange);
            case SILENT, PAUSED -> keep(exchange);
            case STUCK -> run.blockForEver();
            case HEALTHY -> ServerRun.later(() -> answer(exchange));
        }
    }

    private void begin(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(ServerRun.GREETING.getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
        run.served(exchange);
    }

    private void keep(HttpExchange exchange) {
        run.served(exchange);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(200, ServerRun.GREETING.length());
            exchange.getResponseBody().write(ServerRun.GREETING.getBytes(StandardCharsets.US_ASCII));
            run.served("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
