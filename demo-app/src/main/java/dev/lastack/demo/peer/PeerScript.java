package dev.lastack.demo.peer;

import java.io.IOException;
import java.net.Socket;

/**
 * How a peer treats one connection; each constant names what the other side does to us. The connection is closed when
 * the script ends. A script reads all that was sent to it first: closing over unread data sends a reset and not a FIN.
 */
public enum PeerScript {
    /** Answers one line and closes at once. A delisted article has no price, so its answer is empty. */
    HANGS_UP_BEHIND_ANSWER {
        @Override
        void follow(Socket socket) throws IOException {
            String request = Wire.readLine(socket);
            if (!request.contains("delisted")) {
                Wire.write(socket, "DONE " + request + "\n");
            }
        }
    },

    /** Answers line after line until the service closes. */
    ANSWERS_UNTIL_HUNG_UP {
        @Override
        void follow(Socket socket) throws IOException {
            for (String request = Wire.readLine(socket); !request.isEmpty(); request = Wire.readLine(socket)) {
                Wire.write(socket, "DONE " + request + "\n");
            }
        }
    },

    /** Answers one line and closes a moment later, when the service is busy with something else. */
    HANGS_UP_LATER {
        @Override
        void follow(Socket socket) throws IOException {
            Wire.write(socket, "DONE " + Wire.readLine(socket) + "\n");
            Wire.awaitSilence(socket);
        }
    },

    /** An HTTP server that keeps connections alive until they were idle for a moment. */
    CUTS_IDLE_CONNECTIONS {
        @Override
        void follow(Socket socket) throws IOException {
            while (!Wire.readHead(socket).isEmpty()) {
                Wire.writeResponse(socket, "200 OK", "keep-alive", "12 in stock".length());
                Wire.write(socket, "12 in stock");
                socket.setSoTimeout(Wire.SILENCE_MILLIS);
            }
        }
    },

    /** An HTTP server that does not know the article, says so in a body, and closes. */
    ANSWERS_404_AND_HANGS_UP {
        @Override
        void follow(Socket socket) throws IOException {
            Wire.readHead(socket);
            Wire.writeResponse(socket, "404 Not Found", "close", "no such article".length());
            Wire.write(socket, "no such article");
            Wire.awaitSilence(socket);
        }
    },

    /** An HTTP server that sends more than a receive window takes and closes: its FIN waits behind the data. */
    HANGS_UP_BEHIND_LARGE_BODY {
        @Override
        void follow(Socket socket) throws IOException {
            Wire.readHead(socket);
            Wire.writeResponse(socket, "200 OK", "close", LARGE_BODY);
            socket.getOutputStream().write(new byte[LARGE_BODY]);
        }
    },

    /** An HTTP client that sees the first words of the answer, waits for more, loses patience and leaves. */
    LEAVES_BEFORE_ANSWER_ENDS {
        @Override
        void follow(Socket socket) throws IOException {
            Wire.write(socket, "GET /orders HTTP/1.1\r\nHost: orders\r\n\r\n");
            Wire.readUntil(socket, "accepted");
            Wire.awaitSilence(socket);
        }
    };

    private static final int LARGE_BODY = 300_000;

    abstract void follow(Socket socket) throws IOException;
}
