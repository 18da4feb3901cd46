package com.shop;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Helidon: each connection has a virtual thread. */
public class HelidonShop {

    public static void main(String[] args) throws Exception {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.get("/orders/{id}", HelidonShop::order)
                        .register("/shop", new ReportService())
                        .get("/health", (request, response) -> response.send("fine")))
                .build()
                .start();
        Served.listening(server.port());
    }

    private static void order(ServerRequest request, ServerResponse response) throws Exception {
        Served.never().await();
    }

    static class ReportService implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.get("/report", this::report);
        }

        private void report(ServerRequest request, ServerResponse response) throws Exception {
            print();
            response.send("done");
        }

        private static void print() throws InterruptedException {
            Served.never().await();
        }
    }
}
