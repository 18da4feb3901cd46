package dev.lastack.metrics.otlp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP/1.1 and its answer. By way of a channel, so that an interrupt ends whatever it waits for. One
 * thread.
 */
final class PlainConnection implements AutoCloseable {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** For bytes that were announced and do not come. */
    private static final int BODY_MILLIS = 1_000;

    /** Bytes: with its headers few are longer. */
    private static final int ANSWER = 1_024;

    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_LINES = 200;

    private final URI endpoint;
    private final Socket socket;
    private final long deadline;

    private PlainConnection(URI endpoint, Socket socket, long deadline) {
        this.endpoint = endpoint;
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * A connection that is established, with the server's name checked where it is encrypted.
     *
     * @param configured null for what the JDK trusts
     * @param deadline {@link System#nanoTime} by which all is done
     */
    static PlainConnection to(URI endpoint, @Nullable SSLContext configured, Duration connect, long deadline)
            throws IOException {
        boolean encrypted = "https".equalsIgnoreCase(endpoint.getScheme());
        String host = endpoint.getHost();
        if (host == null) {
            throw new UnknownHostException(endpoint.getAuthority());
        }
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : encrypted ? HTTPS : HTTP;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetSocketAddress address = new InetSocketAddress(bare, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(bare);
        }
        Socket plain = SocketChannel.open().socket();
        try {
            plain.connect(address, (int) Math.min(left(deadline), connect.toMillis()));
            plain.setSoTimeout(left(deadline));
            return new PlainConnection(
                    endpoint, encrypted ? encrypted(plain, configured, bare, port) : plain, deadline);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, @Nullable SSLContext configured, String host, int port)
            throws IOException {
        SSLContext context = configured == null ? ofItsOwn() : configured;
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The JVM's default one is decided once and for ever, and that by the application. */
    private static SSLContext ofItsOwn() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS: " + e, e);
        }
    }

    /** Milliseconds, at least one. */
    private static int left(long deadline) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /** @param encoding of the body; empty for none */
    void post(String contentType, String encoding, Map<String, List<String>> headers, byte[] body) throws IOException {
        String path = endpoint.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(path == null || path.isEmpty() ? "/" : path)
                .append(" HTTP/1.1\r\n");
        header(
                head,
                "Host",
                endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort());
        headers.forEach((name, values) -> values.forEach(value -> header(head, name, value)));
        header(head, "Content-Type", contentType);
        if (!encoding.isEmpty()) {
            header(head, "Content-Encoding", encoding);
        }
        header(head, "Content-Length", Integer.toString(body.length));
        header(head, "Connection", "close");
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        OutputStream out = socket.getOutputStream();
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        out.write(all);
        out.flush();
    }

    /** What would break out of a header is no header. */
    private static void header(StringBuilder head, String name, String value) {
        if (name.isEmpty() || (name + value).chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw new IllegalArgumentException("no header of HTTP: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /**
     * The final one: interim ones (1xx) are passed over.
     *
     * @param most bytes of a body
     */
    PlainResponse response(long most) throws IOException {
        InputStream in =
                new BufferedInputStream(socket.getInputStream(), ANSWER); // a byte at a time costs five system calls
        while (true) {
            String status = line(in);
            String[] words = status.split(" ", 3);
            if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
                throw new ProtocolException("no answer of HTTP: " + status.substring(0, Math.min(80, status.length())));
            }
            int code = Integer.parseInt(words[1]);
            long length = -1;
            long retryAfter = 0;
            int lines = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (++lines > MOST_LINES) {
                    throw new ProtocolException("more than " + MOST_LINES + " headers");
                }
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = number(lower);
                } else if (lower.startsWith("retry-after:")) {
                    retryAfter = Math.max(0, number(lower));
                }
            }
            if (code >= 200) {
                return new PlainResponse(
                        code, words.length == 3 ? words[2] : "", rest(in, code, length, most), retryAfter);
            }
        }
    }

    /** -1 where it is none, such as a date. */
    private static long number(String header) {
        String value = header.substring(header.indexOf(':') + 1).strip();
        return value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
    }

    /**
     * Where it says how long it is: a receiver that goes on in chunks might keep the line for ever. What fails now has been
     * answered already.
     */
    private byte[] rest(InputStream in, int code, long length, long most) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long expected = code == 204 ? 0 : Math.min(length, most);
        try {
            while (bytes.size() < expected) {
                socket.setSoTimeout(Math.min(BODY_MILLIS, left(deadline)));
                byte[] part = in.readNBytes((int) Math.min(4_096, expected - bytes.size()));
                if (part.length == 0) {
                    break;
                }
                bytes.write(part, 0, part.length);
            }
        } catch (IOException e) {
            // the status counts
        }
        return bytes.toByteArray();
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            socket.setSoTimeout(left(deadline));
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the receiver closed before it answered");
            }
            if (c == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("a line of more than " + LONGEST_LINE + " characters");
            }
            line.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
