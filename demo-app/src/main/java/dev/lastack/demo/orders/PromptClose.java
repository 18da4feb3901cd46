package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The healthy twin of {@link SlowClose}: closes when the answer is there, and books after that. */
public final class PromptClose implements Scenario {

    private static final long BOOKING_MILLIS = 900;

    @Override
    public void run(int connections, Peers peers) throws IOException, InterruptedException {
        InetSocketAddress bank = peers.listen(PeerScript.HANGS_UP_BEHIND_ANSWER);
        List<String> receipts = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            receipts.add(pay(bank, i));
        }
        book(receipts);
    }

    private static String pay(InetSocketAddress bank, int order) throws IOException {
        try (Socket socket = new Socket(bank.getAddress(), bank.getPort())) {
            socket.getOutputStream().write(("payment " + order + "\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static void book(List<String> receipts) throws InterruptedException {
        Keep.reachable(receipts);
        Thread.sleep(BOOKING_MILLIS);
    }
}
