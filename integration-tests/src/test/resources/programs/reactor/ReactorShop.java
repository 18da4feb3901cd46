package com.shop;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** reactor-netty by HTTP/1 and 2, with handlers that block the event loop of their connection. */
public class ReactorShop {

    public static void main(String[] args) throws Exception {
        var server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
                .runOn(LoopResources.create("shop", 1, 16, true), false)
                .route(routes -> routes.get("/report", ReactorShop::report)
                        .get("/orders/{id}", ReactorShop::order)
                        .get("/health", (request, response) -> response.sendString(Mono.just("fine"))))
                .bindNow();
        Served.listening(server.port());
    }

    private static Publisher<Void> report(HttpServerRequest request, HttpServerResponse response) {
        return print(response);
    }

    private static Publisher<Void> print(HttpServerResponse response) {
        try {
            Served.never().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return response.send();
    }

    private static Publisher<Void> order(HttpServerRequest request, HttpServerResponse response) {
        try {
            Served.never().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return response.send();
    }
}
