package dev.lastack.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP server that answers request after request, until the client leaves or the test lets it hang up.
 *
 * @param head status line and headers, without the length
 */
public record HttpPeer(String head, int bodyBytes) implements LoopbackServer.Handler {

    public static HttpPeer ok(int bodyBytes) {
        return new HttpPeer("HTTP/1.1 200 OK\r\n", bodyBytes);
    }

    /** Announces its close: a client that has read the answer closes. */
    public static HttpPeer notFound() {
        return new HttpPeer("HTTP/1.1 404 Not Found\r\nConnection: close\r\n", 100);
    }

    @Override
    public void handle(Socket socket) throws IOException {
        while (true) {
            readHead(socket.getInputStream()); // throws when the client has left
            socket.getOutputStream().write(answer());
        }
    }

    private byte[] answer() {
        return (head + "Content-Length: " + bodyBytes + "\r\n\r\n" + "x".repeat(bodyBytes))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
    }
}
