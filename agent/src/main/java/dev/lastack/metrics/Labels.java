package dev.lastack.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** Labels in the order in which they are documented. */
final class Labels {

    private Labels() {}

    static Map<String, String> of(String name, String value) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(name, value);
        return labels;
    }

    static Map<String, String> of(String name, String value, String second, String secondValue) {
        Map<String, String> labels = of(name, value);
        labels.put(second, secondValue);
        return labels;
    }
}
