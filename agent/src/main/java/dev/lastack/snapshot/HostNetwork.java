package dev.lastack.snapshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The host's settings and counters, as far as they could be read.
 *
 * @param settings by sysctl name; a {@link Long}, or a String where the value is not one number
 * @param counters by JSON name: {@code timeWait}, {@code timeWaitOverflow}, ...
 */
public record HostNetwork(Map<String, Object> settings, Map<String, Long> counters) {

    public static final HostNetwork UNKNOWN = new HostNetwork(Map.of(), Map.of());

    public HostNetwork {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    }
}
