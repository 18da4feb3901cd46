package dev.lastack.track.path;

import dev.lastack.snapshot.DurationHistogram;
import java.util.List;
import java.util.stream.LongStream;

/** Counts durations in fixed buckets, for metrics: what can be added up over many JVMs. Guarded as the sums of code paths are. */
final class DurationBuckets {

    /** From a prompt close to an hour; 5 s is what {@code close-wait-threshold} is where nobody sets it. */
    private static final long[] BOUNDS_MILLIS = {
        1, 10, 100, 500, 1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000
    };

    private static final List<Long> BOUNDS =
            LongStream.of(BOUNDS_MILLIS).boxed().toList();

    private final long[] counts = new long[BOUNDS_MILLIS.length + 1];
    private double sumMillis;

    void add(long nanos) {
        double millis = Math.max(0, nanos) / 1e6;
        int bucket = 0;
        while (bucket < BOUNDS_MILLIS.length && millis > BOUNDS_MILLIS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumMillis += millis;
    }

    DurationHistogram histogram() {
        return new DurationHistogram(BOUNDS, LongStream.of(counts).boxed().toList(), sumMillis);
    }
}
