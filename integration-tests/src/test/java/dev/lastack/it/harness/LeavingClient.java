package dev.lastack.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A client that asks for one thing and leaves.
 *
 * @param request a character for each byte
 * @param answerEnd what it wants to have read, to the last byte: unread bytes would make its leaving a reset; empty: it
 *     leaves without an answer
 * @param mayLeave the server has taken the request
 */
public record LeavingClient(String request, String answerEnd, CountDownLatch mayLeave)
        implements LoopbackServer.Handler {

    public static String get() {
        return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** Says that there is more to come. */
    public static String unfinishedPost(int announcedBytes, int sentBytes) {
        String head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + announcedBytes + "\r\n\r\n";
        return head + "x".repeat(sentBytes);
    }

    /** Lets so many come, and leave when the program says that it has served them; to its end. */
    public static FinishedJvm visit(ForkedJvm program, int clients, String request, String answerEnd) {
        CountDownLatch served = new CountDownLatch(1);
        LeavingClient client = new LeavingClient(request, answerEnd, served);
        try (LoopbackServer dialling = LoopbackServer.with(client);
                RunningJvm running = program.start()) {
            int port = Integer.parseInt(running.awaitLine("LISTEN"));
            for (int i = 0; i < clients; i++) {
                dialling.dial(port);
            }
            running.awaitLine("SERVED");
            served.countDown();
            return running.awaitEnd().succeeded();
        }
    }

    @Override
    public void handle(Socket socket) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = socket.getInputStream();
        readAnswer(in);
        try {
            if (!mayLeave.await(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the server never took the request");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        in.skipNBytes(in.available()); // of an upgrade, or settings: what nobody has read makes a reset of a close
    }

    /** This client, which leaves by its FIN and sees the server leave too before it is done with. */
    public LoopbackServer.Handler seenOff(CountDownLatch done) {
        return socket -> {
            handle(socket);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            done.countDown();
        };
    }

    private void readAnswer(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(answerEnd)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server left first, after " + read);
            }
            read.write(next);
        }
    }
}
