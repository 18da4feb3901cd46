package dev.lastack.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One series' value at one moment.
 *
 * @param labels by name, in the order in which they are documented
 */
public record Sample(Map<String, String> labels, double value) {

    public Sample {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
