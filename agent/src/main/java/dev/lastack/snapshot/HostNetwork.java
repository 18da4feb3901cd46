package dev.lastack.snapshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The host's settings and counters, as far as they could be read.
 *
 * @param settings by sysctl name; a {@link Long}, or a String where the value is not one number
 * @param counters by JSON name: {@code timeWait}, {@code timeWaitOverflow}, ...
 * @param countersAtStart the same when the watch began; empty where not read
 */
public record HostNetwork(Map<String, Object> settings, Map<String, Long> counters, Map<String, Long> countersAtStart) {

    public static final HostNetwork UNKNOWN = new HostNetwork(Map.of(), Map.of(), Map.of());

    public HostNetwork {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        countersAtStart = Collections.unmodifiableMap(new LinkedHashMap<>(countersAtStart));
    }
}
