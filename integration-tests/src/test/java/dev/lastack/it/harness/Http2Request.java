package dev.lastack.it.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One request on a fresh HTTP/2 connection (RFC 9113, RFC 7541), a character for each byte. */
public final class Http2Request {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Http2Request() {}

    public static String get(String path) {
        Http2Request request = new Http2Request();
        request.begin();
        request.frame(HEADERS, END_HEADERS | END_STREAM, 1, headers("GET", path));
        return request.text();
    }

    /** @param more headers, each a name and a value */
    static String post(String path, byte[] body, String... more) {
        Http2Request request = new Http2Request();
        request.begin();
        request.frame(HEADERS, END_HEADERS, 1, headers("POST", path, more));
        request.frame(DATA, END_STREAM, 1, body);
        return request.text();
    }

    private void begin() {
        out.writeBytes(PREFACE);
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    private String text() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private void frame(int type, int flags, int stream, byte[] payload) {
        out.write(payload.length >>> 16);
        out.write(payload.length >>> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        out.writeBytes(payload);
    }

    private static byte[] headers(String method, String path, String... more) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "http");
        literal(block, ":path", path);
        literal(block, ":authority", "localhost");
        for (int i = 0; i < more.length; i += 2) {
            literal(block, more[i], more[i + 1]);
        }
        return block.toByteArray();
    }

    /** Without indexing, both as plain text. */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }
}
