package dev.lastack.track.path;

import java.util.Arrays;

/** A count over the last window, in 60 steps. One thread at a time; times are {@link System#nanoTime}. */
final class SlidingCount {

    private static final int STEPS = 60;

    private final int[] counts = new int[STEPS];
    private final long stepNanos;
    private long newestStep;
    private long firstNanos;
    private boolean started;

    SlidingCount(long windowNanos) {
        stepNanos = Math.max(1, windowNanos / STEPS);
    }

    /** Events may come a little out of order: they are folded in batches. */
    void add(long at) {
        if (!started) {
            started = true;
            firstNanos = at;
            newestStep = step(at);
        }
        advance(at);
        if (newestStep - step(at) < STEPS) {
            counts[index(step(at))]++;
        }
    }

    /** Events within the window that ends now. */
    long sum(long now) {
        if (!started) {
            return 0;
        }
        advance(now);
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Over the window, or since the first event where that is less, but over a step at least. */
    double perSecond(long now) {
        return started ? sum(now) / seconds(now) : 0;
    }

    /** The time that {@link #perSecond} divides by; 0 before the first event. */
    double seconds(long now) {
        if (!started) {
            return 0;
        }
        long age = Math.max(stepNanos, now - firstNanos);
        return Math.min(age, stepNanos * STEPS) / 1e9;
    }

    private void advance(long now) {
        long step = step(now);
        if (step - newestStep >= STEPS) {
            Arrays.fill(counts, 0);
            newestStep = step;
        }
        while (newestStep < step) {
            newestStep++;
            counts[index(newestStep)] = 0;
        }
    }

    private long step(long now) {
        return Math.floorDiv(now, stepNanos);
    }

    private static int index(long step) {
        return (int) Math.floorMod(step, (long) STEPS);
    }
}
