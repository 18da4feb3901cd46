package dev.lastack.demo.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Lets scripts be followed on connections, each on a daemon thread of its own. */
final class Conversation {

    private final PeerScript script;
    private final ConnectionCounter ledger;

    Conversation(PeerScript script, ConnectionCounter ledger) {
        this.script = script;
        this.ledger = ledger;
    }

    void acceptAll(ServerSocket listener) {
        start("accepts and " + script, () -> {
            while (true) {
                Socket socket = listener.accept();
                ledger.opened();
                start(script.name(), () -> follow(socket));
            }
        });
    }

    void call(InetSocketAddress server) {
        ledger.opened();
        start("calls and " + script, () -> follow(new Socket(server.getAddress(), server.getPort())));
    }

    private void follow(Socket socket) throws IOException {
        try (socket) {
            script.follow(socket);
        } catch (SocketTimeoutException idle) {
            // The script's way to end a connection that was kept alive.
        } finally {
            ledger.closed();
        }
    }

    private static void start(String name, Talk talk) {
        Thread thread = new Thread(() -> talk.orComplain(name), name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Talk {
        void run() throws IOException;

        default void orComplain(String name) {
            try {
                run();
            } catch (IOException failed) {
                System.err.println("peer " + name + ": " + failed);
            }
        }
    }
}
