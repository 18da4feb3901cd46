package dev.lastack.it.programs.pools;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** reactor-netty's client. */
record ReactorPool(HttpClient client, String url) implements LendingPool {

    static ReactorPool at(String url) {
        return new ReactorPool(HttpClient.create(ConnectionProvider.create("orders", 2)), url);
    }

    /** Lent out until the response's subscriber is done. */
    @Override
    public Lease borrow() throws Exception {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        CompletableFuture<Boolean> enough = new CompletableFuture<>();
        CompletableFuture<Void> done = client.get()
                .uri(url)
                .responseConnection((response, connection) -> {
                    answered.complete(true);
                    return Mono.fromFuture(enough)
                            .then(connection.inbound().receive().then());
                })
                .then()
                .toFuture();
        answered.get();
        return () -> {
            enough.complete(true);
            done.get();
        };
    }
}
