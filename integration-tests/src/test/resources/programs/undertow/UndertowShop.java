package com.shop;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;

/** Undertow's own routing, by prefix and by template, and handlers around handlers. */
@SuppressWarnings("deprecation")
public class UndertowShop {

    public static void main(String[] args) throws Exception {
        HttpHandler orders = Handlers.routing().get("/orders/{id}", new OrderHandler());
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.gracefulShutdown(Handlers.path(orders)
                        .addPrefixPath("/events", UndertowShop::events)
                        .addPrefixPath("/report", new BlockingHandler(new ReportHandler()))
                        .addExactPath("/health", exchange -> exchange.getResponseSender().send("fine"))))
                .setIoThreads(2)
                .setWorkerThreads(20)
                .build();
        server.start();
        Served.listening(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
    }

    private static void events(HttpServerExchange exchange) {
        exchange.dispatch();
        Served.took(exchange);
    }

    static class OrderHandler implements HttpHandler {
        @Override
        public void handleRequest(HttpServerExchange exchange) {
            exchange.dispatch();
            Served.took(exchange);
        }
    }

    static class ReportHandler implements HttpHandler {
        @Override
        public void handleRequest(HttpServerExchange exchange) throws Exception {
            print();
        }

        private static void print() throws InterruptedException {
            Served.never().await();
        }
    }
}
