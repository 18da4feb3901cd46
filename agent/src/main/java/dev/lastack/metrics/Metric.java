package dev.lastack.metrics;

import dev.lastack.snapshot.DurationHistogram;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One name and its series, at one moment.
 *
 * @param name in Prometheus' style, with its unit; a counter's ends in {@code _total}
 * @param help one sentence
 * @param samples none where nothing is to be told at this moment; empty for a histogram
 * @param histogram null for all other types
 */
public record Metric(
        String name,
        Type type,
        String help,
        List<Sample> samples,
        @Nullable DurationHistogram histogram) {

    /** As Prometheus names them. */
    public enum Type {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    public Metric {
        samples = List.copyOf(samples);
    }

    static Metric gauge(String name, String help, List<Sample> samples) {
        return new Metric(name, Type.GAUGE, help, samples, null);
    }

    static Metric counter(String name, String help, List<Sample> samples) {
        return new Metric(name, Type.COUNTER, help, samples, null);
    }

    static Metric histogram(String name, String help, DurationHistogram histogram) {
        return new Metric(name, Type.HISTOGRAM, help, List.of(), histogram);
    }

    static Sample value(double value) {
        return new Sample(Map.of(), value);
    }

    /** What stays true after the JVM has ended. */
    public boolean isOfThePast() {
        return type != Type.GAUGE;
    }
}
