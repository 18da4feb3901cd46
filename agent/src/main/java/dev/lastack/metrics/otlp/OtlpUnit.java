package dev.lastack.metrics.otlp;

import java.util.Map;

/** Units as UCUM writes them, which OpenTelemetry asks for: what is counted stands in braces. */
final class OtlpUnit {

    private static final Map<String, String> BY_LAST_WORD = Map.of(
            "seconds", "s",
            "ratio", "1",
            "connections", "{connection}",
            "sockets", "{socket}",
            "errors", "{error}",
            "findings", "{finding}");

    private OtlpUnit() {}

    /** Names say their unit at their end, but for a counter's {@code _total} and what has happened to the connections. */
    static String of(String name) {
        String[] words = name.split("_", -1);
        for (int i = words.length - 1; i > 0; i--) {
            String unit = BY_LAST_WORD.get(words[i]);
            if (unit != null) {
                return unit;
            }
        }
        throw new IllegalArgumentException(name + " names no unit");
    }
}
