package dev.lastack.micrometer;

import java.util.Map;

/**
 * One series of the agent's at one moment.
 *
 * @param name as in LastAck's docs/metrics.md, such as {@code lastack_connections_open}
 * @param labels by name
 */
public record Series(String name, Map<String, String> labels, double value) {

    private static final String TOTAL = "_total";

    /** What is only ever added to. */
    boolean isCounter() {
        return name.endsWith(TOTAL);
    }

    /**
     * With the dots of Micrometer, and without what its naming conventions append: Prometheus' makes the documented name of
     * it again.
     */
    String meterName() {
        String bare = isCounter() ? name.substring(0, name.length() - TOTAL.length()) : name;
        return bare.replace('_', '.');
    }
}
