package dev.lastack.snapshot;

import java.util.List;

/**
 * How many durations fell into each of a row of buckets.
 *
 * @param boundsMillis the upper bound of each bucket but the last, which has none; ascending
 * @param counts of each bucket alone, one more than there are bounds
 * @param sumMillis of all durations
 */
public record DurationHistogram(List<Long> boundsMillis, List<Long> counts, double sumMillis) {

    public DurationHistogram {
        boundsMillis = List.copyOf(boundsMillis);
        counts = List.copyOf(counts);
    }

    /** How many durations there are. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
