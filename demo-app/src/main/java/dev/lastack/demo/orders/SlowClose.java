package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Closes in the end, but does the slow booking first, with the connections still open that it needs no more. */
public final class SlowClose implements Scenario {

    /** Three times the threshold that the demonstration runs with. */
    private static final long BOOKING_MILLIS = 900;

    @Override
    public void run(int connections, Peers peers) throws IOException, InterruptedException {
        InetSocketAddress bank = peers.listen(PeerScript.HANGS_UP_BEHIND_ANSWER);
        List<Socket> payments = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            payments.add(pay(bank, i));
        }
        book(payments);
    }

    private static Socket pay(InetSocketAddress bank, int order) throws IOException {
        Socket socket = new Socket(bank.getAddress(), bank.getPort());
        socket.getOutputStream().write(("payment " + order + "\n").getBytes(US_ASCII));
        socket.getInputStream().readAllBytes();
        return socket;
    }

    private static void book(List<Socket> payments) throws IOException, InterruptedException {
        Thread.sleep(BOOKING_MILLIS);
        for (Socket payment : payments) {
            payment.close();
        }
    }
}
