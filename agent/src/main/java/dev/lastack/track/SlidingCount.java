package dev.lastack.track;

import java.util.Arrays;

/** A count over the last window, in 60 steps. One thread at a time. */
final class SlidingCount {

    private static final int STEPS = 60;

    private final int[] counts = new int[STEPS];
    private final long stepNanos;
    private long newestStep = Long.MIN_VALUE;

    SlidingCount(long windowNanos) {
        stepNanos = Math.max(1, windowNanos / STEPS);
    }

    void add(long now) {
        advance(now);
        counts[index(newestStep)]++;
    }

    /** Events within the window that ends now. */
    long sum(long now) {
        advance(now);
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private void advance(long now) {
        long step = Math.floorDiv(now, stepNanos);
        if (newestStep == Long.MIN_VALUE || step - newestStep >= STEPS) {
            Arrays.fill(counts, 0);
            newestStep = step;
        }
        while (newestStep < step) {
            newestStep++;
            counts[index(newestStep)] = 0;
        }
    }

    private static int index(long step) {
        return (int) Math.floorMod(step, (long) STEPS);
    }
}
