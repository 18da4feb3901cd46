package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The healthy twin of {@link StuckHandler}: waits no longer than its clients do, and ends the exchange. */
public final class HandlerFinishes implements Scenario {

    private static final long PATIENCE_MILLIS = 50;

    private final CountDownLatch stockConfirmed = new CountDownLatch(1);

    @Override
    public void run(int connections, Peers peers) throws IOException, InterruptedException {
        InetSocketAddress server = OrderServer.start(this::confirmOrder);
        peers.call(server, PeerScript.LEAVES_BEFORE_ANSWER_ENDS, connections);
        peers.awaitHungUp();
    }

    private void confirmOrder(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("accepted\n".getBytes(US_ASCII));
            exchange.getResponseBody().flush();
            boolean confirmed = stockConfirmed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            exchange.getResponseBody().write((confirmed ? "in stock\n" : "ask later\n").getBytes(US_ASCII));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
