package dev.lastack.it.harness;

import java.nio.charset.StandardCharsets;

/** The upgrade to a WebSocket and one message on it (RFC 6455), a character for each byte. */
public final class WebSocketRequest {

    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;

    private WebSocketRequest() {}

    public static String say(String path, String message) {
        byte[] text = message.getBytes(StandardCharsets.US_ASCII);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        request.append((char) TEXT)
                .append((char) (MASKED | text.length))
                .append("\0\0\0\0"); // a mask that changes nothing
        for (byte character : text) {
            request.append((char) character);
        }
        return request.toString();
    }
}
