package dev.lastack.snapshot;

/** Quantiles of a set of durations, in milliseconds; all 0 where {@code count} is 0. Quantiles err by at most 7 %. */
public record Distribution(long count, long p50Millis, long p99Millis, long maxMillis) {

    public static final Distribution NONE = new Distribution(0, 0, 0, 0);
}
