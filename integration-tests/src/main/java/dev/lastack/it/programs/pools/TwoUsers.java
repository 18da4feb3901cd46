package dev.lastack.it.programs.pools;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;

/**
 * Two users of a client's only connection: the first, for whom it was opened, reads all of its answer, the second leaves
 * it unread. Arguments: {@code client port thresholdMillis}.
 */
final class TwoUsers {

    /** Not the collector's. */
    private static final List<Object> FORGOTTEN = new ArrayList<>();

    private TwoUsers() {}

    interface Client {

        void reviews() throws Exception;

        void status() throws Exception;
    }

    /** reactor-netty's. */
    record Reactor(reactor.netty.http.client.HttpClient client, String url) implements Client {

        @Override
        public void reviews() {
            client.get().uri(url).responseContent().aggregate().asByteArray().block();
        }

        @Override
        public void status() throws Exception {
            CompletableFuture<Boolean> answered = new CompletableFuture<>();
            FORGOTTEN.add(client.get()
                    .uri(url)
                    .responseConnection((response, connection) -> {
                        answered.complete(true);
                        return Mono.never();
                    })
                    .subscribe());
            answered.get();
        }
    }

    /** {@code java.net.http}'s. */
    record Jdk(HttpClient client, HttpRequest request) implements Client {

        @Override
        public void reviews() throws Exception {
            client.send(request, BodyHandlers.ofByteArray());
        }

        @Override
        public void status() throws Exception {
            InputStream unread =
                    client.send(request, BodyHandlers.ofInputStream()).body();
            FORGOTTEN.add(unread);
        }
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        Oracle oracle = Oracle.ofClientOf(port);
        String url = "http://127.0.0.1:" + port + "/";
        Client client = args[0].equals("reactor")
                ? new Reactor(reactor.netty.http.client.HttpClient.create(ConnectionProvider.create("shop", 1)), url)
                : new Jdk(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        HttpRequest.newBuilder(URI.create(url)).build());
        FORGOTTEN.add(client);
        client.reviews();
        client.status();
        oracle.await(TcpState.ESTABLISHED, 1);
        Pause.pastThreshold(Long.parseLong(args[2]));
        oracle.print();
        Runtime.getRuntime().exit(0);
    }
}
