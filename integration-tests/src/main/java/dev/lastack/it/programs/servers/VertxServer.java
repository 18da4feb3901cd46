package dev.lastack.it.programs.servers;

import dev.lastack.it.oracle.Oracle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Vert.x over Netty NIO. */
final class VertxServer {

    private final ServerRun run;

    private VertxServer(ServerRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        ServerRun run = ServerRun.of(args);
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(new VertxServer(run)::handle)
                .listen(
                        0,
                        "127.0.0.1",
                        started -> port.complete(started.result().actualPort()));
        run.serve(port.get(Oracle.BOUND.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void handle(HttpServerRequest request) {
        switch (run.variant) {
            case WROTE -> begin(request);
            case SILENT -> keep(request);
            case STUCK -> run.blockForEver();
            case PAUSED -> pause(request);
            case HEALTHY -> ServerRun.later(() -> answer(request));
        }
    }

    private void begin(HttpServerRequest request) {
        request.response().setChunked(true).write(ServerRun.GREETING);
        run.served(request);
    }

    private void keep(HttpServerRequest request) {
        run.served(request);
    }

    private void pause(HttpServerRequest request) {
        request.pause();
        run.served(request);
    }

    private void answer(HttpServerRequest request) {
        request.response().end(ServerRun.GREETING);
        run.served("");
    }
}
