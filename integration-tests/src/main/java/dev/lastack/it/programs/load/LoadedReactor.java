package dev.lastack.it.programs.load;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/**
 * Netty's HTTP/2 and HTTP/1.1, client and server, by reactor-netty: answers at once and answers that take a while, bodies
 * of both sizes. What lies idle is dropped. Arguments: {@code SECONDS h2c|http}.
 */
public final class LoadedReactor {

    private static final Duration BOUND = Duration.ofMinutes(1);
    /** The server's; the client's pool drops them sooner, as it should. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    private static final Duration IDLE_IN_POOL = Duration.ofSeconds(1);

    private LoadedReactor() {}

    public static void main(String[] args) throws Exception {
        HttpProtocol protocol = args[1].equals("h2c") ? HttpProtocol.H2C : HttpProtocol.HTTP11;
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(protocol)
                .idleTimeout(IDLE)
                .route(routes -> routes.get("/small", (request, response) -> response.sendString(Mono.just("ok")))
                        .get(
                                "/large",
                                (request, response) -> response.sendString(Flux.range(0, 100)
                                        .map(i -> "line ".repeat(20))
                                        .delayElements(Duration.ofMillis(1)))))
                .bindNow(BOUND);
        HttpClient client = HttpClient.create(ConnectionProvider.builder("orders")
                        .maxConnections(8)
                        .maxIdleTime(IDLE_IN_POOL)
                        .build())
                .protocol(protocol)
                .baseUrl("http://127.0.0.1:" + server.port());
        Workers.runToTheEnd(Integer.parseInt(args[0]), () -> {
            get(client, "/small");
            get(client, "/large");
        });
    }

    private static void get(HttpClient client, String path) {
        client.get().uri(path).responseContent().aggregate().asString().block(BOUND);
    }
}
