package dev.lastack.it.programs.servers;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Reactor Netty. */
final class ReactorNettyServer {

    private final ServerRun run;

    private ReactorNettyServer(ServerRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        ServerRun run = ServerRun.of(args);
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorNettyServer(run)::handle)
                .bindNow();
        run.serve(server.port());
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return switch (run.variant) {
            case WROTE -> begin(response);
            case SILENT, PAUSED -> keep(request);
            case STUCK -> block();
            case HEALTHY -> answer(response);
        };
    }

    private Publisher<Void> begin(HttpServerResponse response) {
        run.served(response);
        return response.sendString(
                Flux.just(ServerRun.GREETING).concatWith(Mono.never()), java.nio.charset.StandardCharsets.US_ASCII);
    }

    private Publisher<Void> keep(HttpServerRequest request) {
        run.served(request);
        return Mono.never();
    }

    private Publisher<Void> block() {
        run.blockForEver();
        return Mono.empty();
    }

    private Publisher<Void> answer(HttpServerResponse response) {
        return response.header("Content-Length", "5")
                .sendString(Mono.just(ServerRun.GREETING))
                .then(Mono.fromRunnable(() -> run.served("")));
    }
}
