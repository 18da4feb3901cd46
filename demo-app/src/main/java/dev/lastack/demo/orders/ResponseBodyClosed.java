package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The healthy twin of {@link ResponseBodyForgotten}: the response is closed, whatever its status. */
public final class ResponseBodyClosed implements Scenario {

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
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            Keep.reachable(response);
            return response.isSuccessful();
        }
    }
}
