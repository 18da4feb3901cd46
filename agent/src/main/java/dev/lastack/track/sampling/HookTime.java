package dev.lastack.track.sampling;

import java.util.concurrent.atomic.LongAdder;

/**
 * How long the hooks take, from a sample: one in 64 is timed, by the clock that it has read anyway, so that measuring costs
 * a multiplication. Any thread.
 */
public final class HookTime {

    private static final int SAMPLE_BITS = 6;

    /** Longer a hook did not work, but waited for a processor: not its own cost. */
    private static final long LONGEST_NANOS = 50_000;

    private final LongAdder nanos = new LongAdder();
    private final LongAdder timed = new LongAdder();

    /** As good as random, from a reading of the clock. The multiplier is the golden ratio (Knuth, TAOCP 3, 6.4). */
    public static boolean isTimed(long clockNanos) {
        return ((clockNanos * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SAMPLE_BITS)) == 0;
    }

    /** Of a hook that is timed. */
    public void add(long tookNanos) {
        timed.increment();
        nanos.add(Math.min(tookNanos, LONGEST_NANOS) << SAMPLE_BITS);
    }

    /** How many were timed. */
    public long timed() {
        return timed.sum();
    }

    /** Of all hooks, timed or not; an estimate. */
    public long totalNanos() {
        return nanos.sum();
    }
}
