package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The healthy twin of {@link UnreadStream}: reads it all and closes. */
public final class StreamReadAndClosed implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException, InterruptedException {
        InetSocketAddress exporter = peers.listen(PeerScript.HANGS_UP_BEHIND_LARGE_BODY);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Keep.reachable(client);
        for (int i = 0; i < connections; i++) {
            size(client, URI.create("http://127.0.0.1:" + exporter.getPort() + "/export/" + i));
        }
    }

    private static long size(HttpClient client, URI export) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(export).build(), HttpResponse.BodyHandlers.ofInputStream());
        Keep.reachable(response);
        try (InputStream body = response.body()) {
            return body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
