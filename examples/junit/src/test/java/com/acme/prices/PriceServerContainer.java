package com.acme.prices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Stands for a container: {@code new GenericContainer<>("acme/price-server").withExposedPorts(8080)} has the same methods.
 * Answers each line with a price and hangs up after "bye", or when the client does.
 */
final class PriceServerContainer implements AutoCloseable {

    private ServerSocket server;

    void start() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        });
    }

    String getHost() {
        return "127.0.0.1";
    }

    int getFirstMappedPort() {
        return server.getLocalPort();
    }

    private static void serve(Socket socket) throws IOException {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null && !line.equals("bye"); line = in.readLine()) {
                socket.getOutputStream().write("12\n".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // the end of a connection, or of the server
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
