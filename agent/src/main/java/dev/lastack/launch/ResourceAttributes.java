package dev.lastack.launch;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code OTEL_RESOURCE_ATTRIBUTES}, as OpenTelemetry's resource SDK specification has it: as W3C baggage is written. */
final class ResourceAttributes {

    private ResourceAttributes() {}

    /** What is no {@code key=value} is left out: it is set for somebody else, who says so. */
    static Map<String, String> parse(@Nullable String text) {
        Map<String, String> attributes = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                attributes.put(
                        pair.substring(0, equals).strip(),
                        decoded(pair.substring(equals + 1).strip()));
            }
        }
        return attributes;
    }

    /** Percent signs only: the plus sign is itself here. */
    private static String decoded(String value) {
        try {
            return value.indexOf('%') < 0
                    ? value
                    : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
