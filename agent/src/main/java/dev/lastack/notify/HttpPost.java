package dev.lastack.notify;

import dev.lastack.text.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, and of the answer its status: on a connection of its own, within a bounded time. The JDK's clients
 * would do more than that: {@code HttpURLConnection} runs the application's cookie handler, authenticator and proxy
 * selector and keeps the connection in a cache that they share; {@code java.net.http} starts threads that end with the
 * garbage collector, and may not be there. Decision 0048.
 */
final class HttpPost {

    private static final int CONNECT_MILLIS = 3_000;

    /** For all of an attempt but finding the address, for which there is no bound but the resolver's. */
    private static final int WHOLE_MILLIS = 10_000;

    /** An answer of a well-behaved server ends by itself; closing with unread data would send it a reset. */
    private static final int DRAIN_MILLIS = 500;

    private static final int MOST_BYTES = 64 * 1024;

    private final URI url;
    private final String host;
    private final int port;
    private final boolean secure;
    private final int wholeMillis;

    HttpPost(URI url) {
        this(url, WHOLE_MILLIS);
    }

    HttpPost(URI url, int wholeMillis) {
        this.url = url;
        this.secure = url.getScheme().toLowerCase(Locale.ROOT).equals("https");
        String given = url.getHost();
        this.host = given.startsWith("[") ? given.substring(1, given.length() - 1) : given;
        int standard = secure ? 443 : 80;
        this.port = url.getPort() < 0 ? standard : url.getPort();
        this.wholeMillis = wholeMillis;
    }

    /**
     * Sends the document.
     *
     * @return the answer's status
     * @throws IOException where none came in time
     */
    int send(byte[] json) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        long deadline = System.nanoTime() + wholeMillis * 1_000_000L;
        try (Socket raw = connected(addresses, deadline);
                Watchdog watchdog = Watchdog.closing(raw, deadline)) {
            try {
                return exchange(raw, json, deadline);
            } catch (IOException e) {
                throw watchdog.hasBitten() || e instanceof SocketTimeoutException ? tooLate() : e;
            }
        }
    }

    private SocketTimeoutException tooLate() {
        return new SocketTimeoutException("no answer within " + wholeMillis + " ms");
    }

    private Socket connected(InetAddress[] addresses, long deadline) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            int millis = Math.min(CONNECT_MILLIS, millisUntil(deadline));
            Socket socket = new Socket(java.net.Proxy.NO_PROXY);
            try {
                socket.connect(new InetSocketAddress(address, port), millis);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private int millisUntil(long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw tooLate();
        }
        return (int) millis;
    }

    private int exchange(Socket raw, byte[] json, long deadline) throws IOException {
        raw.setSoTimeout(millisUntil(deadline));
        if (!secure) {
            return exchange(raw, raw, json, deadline);
        }
        try (SSLSocket tls = tls(raw)) {
            tls.startHandshake();
            return exchange(raw, tls, json, deadline);
        }
    }

    /**
     * By a context of its own: the default one is made once, of the system properties of that moment, and the
     * application may be about to set them.
     */
    private SSLSocket tls(Socket raw) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }

    private int exchange(Socket raw, Socket socket, byte[] json, long deadline) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request(json));
        out.flush();
        InputStream in = socket.getInputStream();
        int status = status(in, raw, deadline);
        drain(in, raw, deadline);
        return status;
    }

    private byte[] request(byte[] json) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream(json.length + 512);
        request.write(head(json.length).getBytes(StandardCharsets.US_ASCII));
        request.write(json);
        return request.toByteArray();
    }

    private String head(int length) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        String user = authorization(ascii.getRawUserInfo());
        return "POST " + path + query + " HTTP/1.1\r\n"
                + "Host: " + ascii.getHost() + (url.getPort() < 0 ? "" : ":" + port) + "\r\n"
                + "User-Agent: LastAck/" + Version.CURRENT + "\r\n"
                + (user == null ? "" : "Authorization: Basic " + user + "\r\n")
                + "Content-Type: application/json\r\n"
                + "Content-Length: " + length + "\r\n"
                + "Connection: close\r\n\r\n";
    }

    private static @Nullable String authorization(@Nullable String rawUserInfo) {
        if (rawUserInfo == null) {
            return null;
        }
        String user = URLDecoder.decode(rawUserInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the first answer that is not an interim one. */
    private int status(InputStream in, Socket raw, long deadline) throws IOException {
        int left = MOST_BYTES;
        while (true) {
            String line = line(in, raw, deadline, left);
            left -= line.length();
            int status = statusOf(line);
            if (status >= 200) {
                return status;
            }
            for (String field = line; !field.isEmpty(); left -= field.length()) {
                field = line(in, raw, deadline, left);
            }
        }
    }

    private static int statusOf(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        if (!http || !line.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IOException("its answer is no HTTP");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private String line(InputStream in, Socket raw, long deadline, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < most) {
            raw.setSoTimeout(millisUntil(deadline));
            int c = in.read();
            if (c < 0) {
                throw new IOException("it closed without an answer");
            }
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
        throw new IOException("its answer is no HTTP");
    }

    private void drain(InputStream in, Socket raw, long deadline) {
        try {
            raw.setSoTimeout(Math.min(DRAIN_MILLIS, millisUntil(deadline)));
            byte[] some = new byte[4_096];
            for (int all = 0; all < MOST_BYTES; ) {
                int read = in.read(some);
                if (read < 0) {
                    return;
                }
                all += read;
            }
        } catch (IOException e) {
            // the status is known
        }
    }
}
