package com.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The JDK's own server: a lambda, a class and a method reference. */
public class JdkShop {

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/events", exchange -> Served.took(exchange));
        server.createContext("/orders", JdkShop::order);
        server.createContext("/report", new ReportHandler());
        server.createContext("/health", JdkShop::health);
        server.start();
        Served.listening(server.getAddress().getPort());
    }

    private static void order(HttpExchange exchange) {
        Served.took(exchange);
    }

    static class ReportHandler implements HttpHandler {
        @Override
        public void handle(HttpExchange exchange) throws IOException {
            try {
                Served.never().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void health(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("fine".getBytes());
        }
    }
}
