package dev.lastack.it.programs.timewait;

import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that opens a connection for each request and closes it first, at a steady rate, until connects fail for want
 * of a local port. Bounded in time and count.
 */
final class ShortConnectionLoop {

    private static final int MOST_CONNECTIONS = 2_000;
    private static final int FAILURES = 5;

    private ShortConnectionLoop() {}

    /** Arguments: connections per second, seconds at most. */
    public static void main(String[] args) throws IOException {
        long intervalNanos = 1_000_000_000L / Integer.parseInt(args[0]);
        long giveUpAt = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000L;
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            serve(listener);
            System.out.println("LISTEN " + listener.getLocalPort());
            int failures = 0;
            long next = System.nanoTime();
            for (int i = 0; i < MOST_CONNECTIONS && failures < FAILURES && System.nanoTime() < giveUpAt; i++) {
                if (!request(listener.getLocalPort())) {
                    if (failures++ == 0) {
                        System.out.println("EXHAUSTED " + System.currentTimeMillis());
                    }
                }
                next += intervalNanos;
                LockSupport.parkNanos(next - System.nanoTime());
            }
            System.out.println("FAILURES " + failures);
        }
    }

    /** Tells whether a port was left. */
    private static boolean request(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
            return true;
        } catch (BindException noPortLeft) {
            return false;
        }
    }

    private static void serve(ServerSocket listener) {
        Thread thread = new Thread(() -> acceptAll(listener), "server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void acceptAll(ServerSocket listener) {
        try {
            while (true) {
                try (Socket accepted = listener.accept()) {
                    accepted.getInputStream().readAllBytes();
                }
            }
        } catch (IOException listenerClosed) {
            // the program ends
        }
    }
}
