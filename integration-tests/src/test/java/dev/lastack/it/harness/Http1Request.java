package dev.lastack.it.harness;

/** A request as a client writes it that does not wait for anything. */
public final class Http1Request {

    private Http1Request() {}

    public static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
}
