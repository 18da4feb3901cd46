package dev.lastack.demo.load;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Order after order at an equal pace; each asks for a price on a connection of its own and closes it. */
public final class OrdersUnderLoad {

    private static final int PAUSE_MILLIS = 20;

    /** One order in so many is served as the load says. */
    private static final int EACH = 4;

    private OrdersUnderLoad() {}

    /**
     * Goes on for that time.
     *
     * @param begun runs once, behind the first order
     */
    public static void run(Load load, Duration time, Peers peers, Runnable begun)
            throws IOException, InterruptedException {
        InetSocketAddress stock = peers.listen(PeerScript.ANSWERS_UNTIL_HUNG_UP);
        InetSocketAddress prices = peers.listen(load.peer);
        long start = System.nanoTime();
        for (int order = 0; System.nanoTime() - start < time.toNanos(); order++) {
            if (order % EACH == 0) {
                load.keep(prices);
            }
            askAndClose(stock);
            if (order == 0) {
                begun.run();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static void askAndClose(InetSocketAddress stock) throws IOException {
        try (Socket connection = new Socket(stock.getAddress(), stock.getPort())) {
            Load.ask(connection);
        }
    }
}
