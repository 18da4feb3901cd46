package dev.lastack.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A browser that asks for server-sent events and leaves.
 *
 * @param leavesAfter what it wants to have read, to the last byte: unread bytes would make its leaving a reset
 */
public record EventReader(String leavesAfter) implements LoopbackServer.Handler {

    @Override
    public void handle(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(leavesAfter) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server left first, after " + read);
            }
            read.append((char) next);
        }
    }
}
