package dev.lastack.demo.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The little of the protocols that the scripts need. */
final class Wire {

    /** How long a peer hears nothing until it hangs up: short, so that the demonstration takes seconds. */
    static final int SILENCE_MILLIS = 150;

    private Wire() {}

    /** One line, or what came before the end of stream. */
    static String readLine(Socket socket) throws IOException {
        return readUntil(socket, "\n").strip();
    }

    /** An HTTP request without a body; empty at the end of stream. */
    static String readHead(Socket socket) throws IOException {
        return readUntil(socket, "\r\n\r\n");
    }

    /** Byte by byte, so that nothing behind the mark is lost. */
    static String readUntil(Socket socket, String mark) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            read.append((char) b);
            if (read.indexOf(mark, read.length() - mark.length()) >= 0) {
                break;
            }
        }
        return read.toString();
    }

    /** Reads on until the other side closes or was silent for a while. */
    static void awaitSilence(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException silent) {
            // What we waited for.
        }
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    static void writeResponse(Socket socket, String status, String connection, int bodyLength) throws IOException {
        write(
                socket,
                "HTTP/1.1 " + status + "\r\nConnection: " + connection + "\r\nContent-Length: " + bodyLength
                        + "\r\n\r\n");
    }
}
