package dev.lastack.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Puts together what has the same labels. */
final class Sums {

    private final Map<Map<String, String>, Double> values = new LinkedHashMap<>();
    private final DoubleBinaryOperator together;

    Sums(DoubleBinaryOperator together) {
        this.together = together;
    }

    void add(Map<String, String> labels, double value) {
        values.merge(labels, value, together::applyAsDouble);
    }

    /** Counts beyond 2^53 would not be exact. */
    void count(Map<String, String> labels, long value) {
        add(labels, (double) value);
    }

    List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        values.forEach((labels, value) -> samples.add(new Sample(labels, value)));
        return samples;
    }
}
