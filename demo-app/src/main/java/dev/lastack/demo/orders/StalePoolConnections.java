package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** A pool keeps connections for longer than the warehouse does: they lie in it, cut by the other side. Stale, not leaked. */
public final class StalePoolConnections implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException {
        InetSocketAddress warehouse = peers.listen(PeerScript.CUTS_IDLE_CONNECTIONS);
        CloseableHttpClient client = HttpClients.custom()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .build();
        Keep.reachable(client);
        askForStock(client, "http://127.0.0.1:" + warehouse.getPort() + "/stock", connections);
    }

    /** All questions first, then all answers: so each has a connection of its own, as in a busy service. */
    private static void askForStock(CloseableHttpClient client, String url, int questions) throws IOException {
        List<CloseableHttpResponse> responses = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            responses.add(client.execute(new HttpGet(url)));
        }
        for (CloseableHttpResponse response : responses) {
            EntityUtils.consume(response.getEntity());
        }
    }
}
