package dev.lastack.demo.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lastack.demo.peer.PeerScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the service does with the connections that it keeps while orders come in. For one thread. */
public enum Load {
    /** One order in four leaves a connection that the peer keeps open too. */
    LEAK(PeerScript.ANSWERS_UNTIL_HUNG_UP) {
        @Override
        void keep(InetSocketAddress prices) throws IOException {
            open(prices);
        }
    },

    /** One order in four leaves a connection that the peer closes. */
    LEAK_CLOSE_WAIT(PeerScript.HANGS_UP_BEHIND_ANSWER) {
        @Override
        void keep(InetSocketAddress prices) throws IOException {
            open(prices);
        }
    },

    /** A pool fills up while orders come in, levels off, and is used all the time. */
    POOL(PeerScript.ANSWERS_UNTIL_HUNG_UP) {
        @Override
        void keep(InetSocketAddress prices) throws IOException {
            if (KEPT.size() < POOL_SIZE) {
                open(prices);
            }
            askAll();
        }
    },

    /** The first order fills a pool with a hundred connections at once, which are used from then on. */
    WARM_UP(PeerScript.ANSWERS_UNTIL_HUNG_UP) {
        @Override
        void keep(InetSocketAddress prices) throws IOException {
            while (KEPT.size() < WARM_UP_SIZE) {
                open(prices);
            }
            askAll();
        }
    };

    private static final int POOL_SIZE = 30;
    private static final int WARM_UP_SIZE = 100;

    /** Reachable, as in a field of a long-running service. */
    private static final List<Socket> KEPT = new ArrayList<>();

    final PeerScript peer;

    Load(PeerScript peer) {
        this.peer = peer;
    }

    /** The load of that name as it is typed: {@code leak-close-wait}. */
    public static Optional<Load> named(String name) {
        return Arrays.stream(values())
                .filter(load -> load.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One order in some. */
    abstract void keep(InetSocketAddress prices) throws IOException;

    /** Opens a connection, asks once, and does not close it. */
    static void open(InetSocketAddress prices) throws IOException {
        Socket connection = new Socket(prices.getAddress(), prices.getPort());
        KEPT.add(connection);
        ask(connection);
    }

    static void askAll() throws IOException {
        for (Socket connection : KEPT) {
            ask(connection);
        }
    }

    /** The answer is one line. */
    static void ask(Socket connection) throws IOException {
        connection.getOutputStream().write("apple\n".getBytes(US_ASCII));
        InputStream answer = connection.getInputStream();
        int read = answer.read();
        while (read >= 0 && read != '\n') {
            read = answer.read();
        }
    }
}
