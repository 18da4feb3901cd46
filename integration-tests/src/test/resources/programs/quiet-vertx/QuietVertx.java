package com.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Forty connections of Vert.x 5. Arguments: {@code subscriptions}, WebSockets over which nothing comes, or {@code calls},
 * each over a client of its own that is left behind.
 */
public class QuietVertx {

    private static final int CONNECTIONS = 40;

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer server = await(vertx.createHttpServer()
                .webSocketHandler(socket -> socket.writeTextMessage("hello"))
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "127.0.0.1"));
        List<Object> kept = new ArrayList<>();
        if (args[0].equals("subscriptions")) {
            WebSocketClient client =
                    vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(CONNECTIONS));
            for (int i = 0; i < CONNECTIONS; i++) {
                kept.add(subscribe(client, server.actualPort()));
            }
        } else {
            for (int i = 0; i < CONNECTIONS; i++) {
                kept.add(call(vertx.createHttpClient(), server.actualPort()));
            }
        }
        Thread.sleep(1_500);
        System.out.println("KEPT " + kept.size());
        System.exit(0);
    }

    private static WebSocket subscribe(WebSocketClient client, int port) throws Exception {
        WebSocket socket = await(client.connect(port, "127.0.0.1", "/events"));
        socket.textMessageHandler(QuietVertx::told);
        return socket;
    }

    private static void told(String event) {}

    private static HttpClient call(HttpClient client, int port) throws Exception {
        await(client.request(HttpMethod.GET, port, "127.0.0.1", "/call").compose(QuietVertx::answer));
        return client;
    }

    /** On the event loop, as a body that arrives before somebody asks for it is lost. */
    private static Future<?> answer(HttpClientRequest request) {
        return request.send().compose(HttpClientResponse::body);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
}
