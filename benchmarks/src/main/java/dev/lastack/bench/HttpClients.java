package dev.lastack.bench;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a {@link HelloServer}, in a JVM of their own, one for all servers of a run. For each line {@code port
 * clients kept|closed} it loads that server until the next line, of any content, and meanwhile tells nothing; then it
 * prints {@code requests} since the line before. A line {@code mark} begins the count anew.
 */
public final class HttpClients {

    private static final byte[] KEPT = request("keep-alive");
    private static final byte[] CLOSED = request("close");
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final LongAdder done = new LongAdder();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    private HttpClients() {}

    private static byte[] request(String connection) {
        return ("GET / HTTP/1.1\r\nHost: bench\r\nConnection: " + connection + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null) {
            new HttpClients().load(line.split(" ", 3), lines);
        }
    }

    private void load(String[] order, BufferedReader lines) throws IOException, InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        int port = Integer.parseInt(order[0]);
        boolean kept = order[2].equals("kept");
        for (int i = 0; i < Integer.parseInt(order[1]); i++) {
            Thread thread = new Thread(() -> client(port, kept, ended), "client-" + i);
            thread.start();
            threads.add(thread);
        }
        while ("mark".equals(lines.readLine())) {
            System.out.println(done.sumThenReset());
        }
        long requests = done.sum();
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        System.out.println(requests);
    }

    private void client(int port, boolean kept, AtomicBoolean ended) {
        try {
            if (kept) {
                keptAlive(port, ended);
            } else {
                closing(port, ended);
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (UncheckedIOException e) {
            failure.compareAndSet(null, e.getCause());
        }
    }

    private void keptAlive(int port, AtomicBoolean ended) throws IOException {
        byte[] buffer = new byte[1_024];
        try (Socket socket = connect(port)) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            out.write(KEPT);
            int length = lengthOfResponse(in, buffer);
            while (!ended.get()) {
                out.write(KEPT);
                if (in.readNBytes(buffer, 0, length) != length) {
                    throw new EOFException("the server closed a connection that is kept alive");
                }
                done.increment();
            }
        }
    }

    /** All are alike, but for their date, which has one length. */
    private static int lengthOfResponse(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        int matched = 0;
        while (matched < END_OF_HEADERS.length) {
            if (in.readNBytes(buffer, length, 1) != 1) {
                throw new EOFException("no response");
            }
            byte b = buffer[length++];
            matched = b == END_OF_HEADERS[matched] ? matched + 1 : b == END_OF_HEADERS[0] ? 1 : 0;
        }
        int body = HelloServer.HELLO.length;
        if (in.readNBytes(buffer, length, body) != body) {
            throw new EOFException("no body");
        }
        return length + body;
    }

    /** The server closes first; then by a reset, so that it keeps no TIME_WAIT, see {@link PeerMain}. */
    private void closing(int port, AtomicBoolean ended) throws IOException {
        byte[] buffer = new byte[1_024];
        while (!ended.get()) {
            try (Socket socket = connect(port)) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(CLOSED);
                InputStream in = socket.getInputStream();
                int all = 0;
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    all += n;
                }
                if (all == 0) {
                    throw new EOFException("no response");
                }
            }
            done.increment();
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }
}
