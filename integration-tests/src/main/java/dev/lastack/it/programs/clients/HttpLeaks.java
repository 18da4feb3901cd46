package dev.lastack.it.programs.clients;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * {@code java.net.http} in the ways in which it is used wrongly, and rightly. Arguments: {@code way version port
 * thresholdMillis}, version being 1 or 2.
 */
final class HttpLeaks {

    private static final int REQUESTS = 10;

    private final Version version;
    private final URI uri;
    private final Oracle oracle;
    private final long thresholdMillis;

    /** Clients and responses: what an application holds on to. */
    private final List<Object> kept = new ArrayList<>();

    private HttpLeaks(String[] args) {
        version = args[1].equals("2") ? Version.HTTP_2 : Version.HTTP_1_1;
        int port = Integer.parseInt(args[2]);
        uri = URI.create("http://127.0.0.1:" + port + "/");
        thresholdMillis = Long.parseLong(args[3]);
        oracle = Oracle.ofClientOf(port);
    }

    public static void main(String[] args) throws Exception {
        HttpLeaks program = new HttpLeaks(args);
        switch (args[0]) {
            case "unread" -> program.unread();
            case "unread-async" -> program.unreadAsync();
            case "unread-after-warm-up" -> program.unreadAfterWarmUp();
            case "client-each" -> program.clientForEachRequest();
            case "idle" -> program.idle();
            case "two-callers" -> program.twoCallers();
            default -> throw new IllegalArgumentException(args[0]);
        }
        program.oracle.print();
        Runtime.getRuntime().exit(0); // clients that nobody closes have threads that go on
    }

    private void unread() throws Exception {
        HttpClient client = client();
        for (int i = 0; i < REQUESTS; i++) {
            kept.add(send(client));
        }
        awaitStalled(connections());
    }

    private HttpResponse<InputStream> send(HttpClient client) throws IOException, InterruptedException {
        return client.send(request(), BodyHandlers.ofInputStream());
    }

    private void unreadAsync() {
        HttpClient client = client();
        for (int i = 0; i < REQUESTS; i++) {
            kept.add(sendAsync(client));
        }
        awaitStalled(connections());
    }

    private HttpResponse<InputStream> sendAsync(HttpClient client) throws CompletionException {
        return client.sendAsync(request(), BodyHandlers.ofInputStream()).join();
    }

    /** The connection is opened by one caller, who reads, and left by another one, who does not. */
    private void unreadAfterWarmUp() throws Exception {
        HttpClient client = client();
        warmUp(client);
        kept.add(send(client));
        awaitStalled(1);
    }

    private void warmUp(HttpClient client) throws IOException, InterruptedException {
        System.out.println(
                "READ " + client.send(request(), BodyHandlers.ofByteArray()).body().length);
    }

    /** HTTP/2 has one for all requests. */
    private long connections() {
        return version == Version.HTTP_2 ? 1 : REQUESTS;
    }

    private void awaitStalled(long connections) {
        oracle.await(TcpState.ESTABLISHED, connections);
        Pause.pastThreshold(2 * thresholdMillis);
    }

    private void clientForEachRequest() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            HttpClient client = client();
            kept.add(client);
            fetch(client);
        }
        oracle.await(TcpState.ESTABLISHED, REQUESTS);
    }

    private void fetch(HttpClient client) throws IOException, InterruptedException {
        client.send(request(), BodyHandlers.ofString());
    }

    /** The peer closes, and the client notices by itself. */
    private void idle() throws Exception {
        HttpClient client = client();
        kept.add(client);
        for (int i = 0; i < REQUESTS; i++) {
            fetch(client);
        }
        System.out.println("ANSWERED"); // the peer hangs up upon it
        oracle.awaitOwned(0);
    }

    private void twoCallers() throws Exception {
        HttpClient client = client();
        kept.add(client);
        warmUp(client);
        fetch(client);
        oracle.await(TcpState.ESTABLISHED, 1);
    }

    private HttpClient client() {
        return HttpClient.newBuilder().version(version).build();
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(uri).version(version).build();
    }
}
