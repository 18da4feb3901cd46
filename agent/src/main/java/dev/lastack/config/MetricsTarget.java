package dev.lastack.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way out for metrics.
 *
 * @param place the file, with {@code %p} for the pid, or the address to bind; empty where there is none
 * @param port to bind; 0 where there is none
 */
public record MetricsTarget(Kind kind, String place, int port) {

    private static final int MOST = 65_535;

    /** How they are given out. */
    public enum Kind {
        FILE("file:"),
        HTTP("http:"),
        OTLP("otlp"),
        JMX("jmx");

        private final String start;

        Kind(String start) {
            this.start = start;
        }
    }

    /** {@code file:/var/lib/node_exporter/app-%p.prom}, {@code http:127.0.0.1:9464}, {@code otlp}, {@code jmx}; null for all else. */
    public static @Nullable MetricsTarget of(String element) {
        for (Kind whole : List.of(Kind.OTLP, Kind.JMX)) {
            if (element.equals(whole.start)) {
                return new MetricsTarget(whole, "", 0);
            }
        }
        if (element.startsWith(Kind.FILE.start)) {
            String file = element.substring(Kind.FILE.start.length());
            return file.isBlank() || file.endsWith("/") ? null : new MetricsTarget(Kind.FILE, file, 0);
        }
        return element.startsWith(Kind.HTTP.start) ? http(element.substring(Kind.HTTP.start.length())) : null;
    }

    private static @Nullable MetricsTarget http(String address) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0) {
            return null;
        }
        String host = address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        long port = port(address.substring(colon + 1));
        boolean known = bracketed ? bare.indexOf(':') >= 0 : isName(bare);
        return known && port > 0 ? new MetricsTarget(Kind.HTTP, bare, (int) port) : null;
    }

    /** An IPv6 address stands in brackets: without them nobody could tell its end from the port. */
    private static boolean isName(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == ':' || c == '/' || c == '[' || c == ']') {
                return false;
            }
        }
        return true;
    }

    private static long port(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Digits.isDigit(text.charAt(i))) {
                return 0;
            }
        }
        long port = text.isEmpty() ? 0 : Digits.parse(text, text.length());
        return port > MOST ? 0 : port;
    }
}
