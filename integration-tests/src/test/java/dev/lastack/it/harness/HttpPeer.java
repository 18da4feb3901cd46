package dev.lastack.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP server that answers one request and closes after a while.
 *
 * @param head status line and headers, without the length
 * @param closesAfterMillis from the answer to the FIN: what the server calls its idle timeout
 */
public record HttpPeer(String head, int bodyBytes, int closesAfterMillis) implements LoopbackServer.Handler {

    public static HttpPeer ok(int bodyBytes, int closesAfterMillis) {
        return new HttpPeer("HTTP/1.1 200 OK\r\n", bodyBytes, closesAfterMillis);
    }

    /** Announces its close: a client that has read the answer closes. */
    public static HttpPeer notFound(int closesAfterMillis) {
        return new HttpPeer("HTTP/1.1 404 Not Found\r\nConnection: close\r\n", 100, closesAfterMillis);
    }

    /** Answers request after request until the client leaves. */
    public static LoopbackServer.Handler keptAlive() {
        return keptAlive(2);
    }

    /** The same, with so large an answer. */
    public static LoopbackServer.Handler keptAlive(int bodyBytes) {
        HttpPeer peer = ok(bodyBytes, 0);
        return socket -> {
            while (true) {
                readHead(socket.getInputStream()); // throws when the client has left
                socket.getOutputStream().write(peer.answer());
            }
        };
    }

    @Override
    public void handle(Socket socket) throws IOException {
        readHead(socket.getInputStream());
        socket.getOutputStream().write(answer());
        Pauses.millis(closesAfterMillis);
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
