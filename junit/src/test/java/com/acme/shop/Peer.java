package com.acme.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server in this JVM: it closes a connection after its first byte, 'c', or when the client does, 'w'. */
public final class Peer implements AutoCloseable {

    private final ServerSocket listener;

    public Peer() {
        try {
            listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(() -> {
            while (true) {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    private static void serve(Socket socket) throws IOException {
        try (socket) {
            for (int read = socket.getInputStream().read(); read >= 0 && read != 'c'; ) {
                read = socket.getInputStream().read();
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // the end of a connection, or of the test
                    }
                },
                "peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
