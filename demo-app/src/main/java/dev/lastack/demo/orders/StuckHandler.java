package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/** A server's handler that waits for something that never comes, while its clients lose patience and leave. */
public final class StuckHandler implements Scenario {

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
            stockConfirmed.await(); // The fault: without a bound, and nobody counts it down.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
