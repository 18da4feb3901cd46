package dev.lastack.it.programs.servers;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Undertow with a handler of its own kind. */
@SuppressWarnings("deprecation") // dispatch() alone: nothing follows
final class UndertowServer implements HttpHandler {

    private final ServerRun run;

    private UndertowServer(ServerRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        ServerRun run = ServerRun.of(args);
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", new UndertowServer(run))
                .setIoThreads(2)
                .setWorkerThreads(20)
                .build();
        server.start();
        run.serve(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
    }

    /** Blocking belongs on a worker thread. */
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.isInIoThread()) {
            exchange.dispatch(this);
            return;
        }
        switch (run.variant) {
            case WROTE -> begin(exchange);
            case SILENT, PAUSED -> keep(exchange);
            case STUCK -> run.blockForEver();
            case HEALTHY -> {
                exchange.dispatch();
                ServerRun.later(() -> answer(exchange));
            }
        }
    }

    private void begin(HttpServerExchange exchange) throws Exception {
        exchange.dispatch();
        var channel = exchange.getResponseChannel();
        channel.write(ByteBuffer.wrap(ServerRun.GREETING.getBytes(StandardCharsets.US_ASCII)));
        while (!channel.flush()) {
            channel.awaitWritable();
        }
        run.served(exchange);
    }

    private void keep(HttpServerExchange exchange) {
        exchange.dispatch();
        run.served(exchange);
    }

    private void answer(HttpServerExchange exchange) {
        exchange.getResponseSender().send(ServerRun.GREETING);
        run.served("");
    }
}
