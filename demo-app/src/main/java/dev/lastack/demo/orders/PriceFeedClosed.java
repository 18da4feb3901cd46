package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/** The healthy twin of {@link PriceFeedEofIgnored}: every way out closes. */
public final class PriceFeedClosed implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException {
        InetSocketAddress feed = peers.listen(PeerScript.HANGS_UP_BEHIND_ANSWER);
        for (int i = 0; i < connections; i++) {
            price(feed, i % 2 == 0 ? "delisted-" + i : "article-" + i);
        }
    }

    private static Optional<String> price(InetSocketAddress feed, String article) throws IOException {
        try (Socket socket = new Socket(feed.getAddress(), feed.getPort())) {
            Keep.reachable(socket);
            socket.getOutputStream().write((article + "\n").getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
        }
    }
}
