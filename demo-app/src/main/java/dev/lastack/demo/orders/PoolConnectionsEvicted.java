package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** The healthy twin of {@link StalePoolConnections}: idle connections leave the pool before the warehouse cuts them. */
public final class PoolConnectionsEvicted implements Scenario {

    /** Well below the idle timeout of the peer. */
    private static final int MAX_IDLE_MILLIS = 50;

    @Override
    public void run(int connections, Peers peers) throws IOException {
        InetSocketAddress warehouse = peers.listen(PeerScript.CUTS_IDLE_CONNECTIONS);
        CloseableHttpClient client = HttpClients.custom()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .evictIdleConnections(MAX_IDLE_MILLIS, TimeUnit.MILLISECONDS)
                .build();
        Keep.reachable(client);
        askForStock(client, "http://127.0.0.1:" + warehouse.getPort() + "/stock", connections);
    }

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
