package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * Reads until the end of stream and forgets to close when there is nothing to return. Every other article is listed:
 * its connection is closed, so each leaked one has a sibling from the same line that is not.
 */
public final class PriceFeedEofIgnored implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException {
        InetSocketAddress feed = peers.listen(PeerScript.HANGS_UP_BEHIND_ANSWER);
        for (int i = 0; i < 2 * connections; i++) {
            price(feed, i % 2 == 0 ? "delisted-" + i : "article-" + i);
        }
    }

    private static Optional<String> price(InetSocketAddress feed, String article) throws IOException {
        Socket socket = new Socket(feed.getAddress(), feed.getPort());
        Keep.reachable(socket);
        socket.getOutputStream().write((article + "\n").getBytes(US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
        if (answer.isEmpty()) {
            return Optional.empty(); // The fault: this way out skips the close below.
        }
        socket.close();
        return Optional.of(answer);
    }
}
