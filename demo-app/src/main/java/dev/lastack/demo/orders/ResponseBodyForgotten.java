package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Looks at the status of a 404 only; its body is never closed, so its connection belongs to the call for ever. */
public final class ResponseBodyForgotten implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException {
        InetSocketAddress catalogue = peers.listen(PeerScript.ANSWERS_404_AND_HANGS_UP);
        OkHttpClient client = new OkHttpClient();
        Keep.reachable(client);
        for (int i = 0; i < connections; i++) {
            isKnown(client, "http://127.0.0.1:" + catalogue.getPort() + "/article/" + i);
        }
    }

    private static boolean isKnown(OkHttpClient client, String url) throws IOException {
        Response response =
                client.newCall(new Request.Builder().url(url).build()).execute();
        Keep.reachable(response); // Or OkHttp would notice after a garbage collection, and log it.
        return response.isSuccessful();
    }
}
