package dev.lastack.it.programs.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/**
 * Forty connections of reactor-netty. Arguments: {@code subscriptions}, WebSockets over which nothing comes any more, or
 * {@code calls}, each over a pool of its own that is left behind.
 */
final class QuietReactor {

    private static final int CONNECTIONS = 40;
    private static final Duration BOUND = Duration.ofMinutes(1);

    private static final Semaphore TOLD = new Semaphore(0);

    private QuietReactor() {}

    public static void main(String[] args) throws Exception {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/call", (request, response) -> response.sendString(Mono.just("ok")))
                        .ws(
                                "/events",
                                (in, out) -> out.sendString(Mono.just("hello"))
                                        .then(in.receive().then())))
                .bindNow(BOUND);
        List<Object> kept = new ArrayList<>();
        if (args[0].equals("subscriptions")) {
            HttpClient client = HttpClient.create(ConnectionProvider.create("events", CONNECTIONS));
            for (int i = 0; i < CONNECTIONS; i++) {
                subscribe(client, server.port());
            }
        } else {
            for (int i = 0; i < CONNECTIONS; i++) {
                kept.add(call(server.port()));
            }
        }
        Thread.sleep(StaysEstablished.QUIET_MILLIS);
        System.out.println("KEPT " + kept.size());
        System.exit(0);
    }

    private static void subscribe(HttpClient client, int port) throws InterruptedException {
        client.websocket()
                .uri("ws://127.0.0.1:" + port + "/events")
                .handle((in, out) -> in.receive().asString().doOnNext(QuietReactor::told))
                .subscribe();
        TOLD.tryAcquire(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    private static void told(String event) {
        TOLD.release();
    }

    private static ConnectionProvider call(int port) {
        ConnectionProvider pool = ConnectionProvider.create("call", 1);
        HttpClient.create(pool)
                .get()
                .uri("http://127.0.0.1:" + port + "/call")
                .responseContent()
                .aggregate()
                .asString()
                .block(BOUND);
        return pool;
    }
}
