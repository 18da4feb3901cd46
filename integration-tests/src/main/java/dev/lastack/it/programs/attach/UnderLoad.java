package dev.lastack.it.programs.attach;

import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a peer again and again; most requests have a connection of their own that is closed behind them. What else it does
 * with connections is its manner. Arguments: {@code manner port}. It begins when a line comes in.
 */
public final class UnderLoad {

    private static final int PAUSE_MILLIS = 10;

    /** One request in so many is treated as the manner says. */
    private static final int EACH = 4;

    private static final int ONCE = 100;
    private static final int POOL = 30;

    private static final List<Socket> KEPT = new ArrayList<>();

    private UnderLoad() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        System.out.println("READY");
        System.in.read();
        for (int request = 0; ; request++) {
            if (request % EACH == 0) {
                switch (args[0]) {
                    case "leaks" -> leak(port, PeerScript.WAIT_FOR_EOF);
                    case "leaks-in-close-wait" -> leak(port, PeerScript.CLOSE);
                    case "pool" -> askPooled(port);
                    case "warms-up" -> warmUp(port);
                    default -> throw new IllegalArgumentException(args[0]);
                }
            }
            askAndClose(port);
            if (request == 0) {
                System.out.println("BEGUN");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static void askAndClose(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        }
    }

    private static void leak(int port, PeerScript script) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(script.code());
        KEPT.add(socket);
    }

    /** It fills up while requests come in, and then levels off. */
    private static void askPooled(int port) throws IOException {
        if (KEPT.size() < POOL) {
            leak(port, PeerScript.WAIT_FOR_EOF);
        }
        for (Socket socket : KEPT) {
            socket.getOutputStream().write('x');
        }
    }

    private static void warmUp(int port) throws IOException {
        while (KEPT.size() < ONCE) {
            leak(port, PeerScript.WAIT_FOR_EOF);
        }
    }
}
