package dev.lastack.it.programs.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server of one answer for each connection, which it closes without waiting for the client: both may be first. */
final class HttpOnce implements Runnable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;

    HttpOnce(ServerSocket listener) {
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            while (true) {
                try (Socket client = listener.accept()) {
                    answer(client);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(Socket client) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line;
        do {
            line = request.readLine();
        } while (line != null && !line.isEmpty());
        client.getOutputStream().write(ANSWER);
    }
}
