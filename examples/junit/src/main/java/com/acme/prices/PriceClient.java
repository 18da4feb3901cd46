package com.acme.prices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a price server, one connection for each price. */
public final class PriceClient {

    private final String host;
    private final int port;

    public PriceClient(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Closes its connection. */
    public String price(String article) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            return ask(socket, article);
        }
    }

    /** Forgets to: what the test with LastAck shows. */
    public String priceOnce(String article) throws IOException {
        Socket socket = new Socket(host, port);
        return ask(socket, article);
    }

    private static String ask(Socket socket, String article) throws IOException {
        socket.getOutputStream().write((article + "\n").getBytes(StandardCharsets.UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }
}
