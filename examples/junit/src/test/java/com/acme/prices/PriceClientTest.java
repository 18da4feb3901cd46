package com.acme.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing here knows LastAck: junit-platform.properties switches it on. The second test is to fail. */
class PriceClientTest {

    private ServerSocket server;
    private PriceClient client;

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        client = new PriceClient("127.0.0.1", server.getLocalPort());
        Thread thread = new Thread(this::serve, "price-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers one line on each connection and hangs up. */
    private void serve() {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();
                    socket.getOutputStream().write("12\n".getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // the end of the test
        }
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Test
    void price() throws IOException {
        assertEquals("12", client.price("apple"));
    }

    @Test
    void priceOnce() throws IOException {
        assertEquals("12", client.priceOnce("apple"));
    }
}
