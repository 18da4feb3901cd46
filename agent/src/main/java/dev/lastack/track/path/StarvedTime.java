package dev.lastack.track.path;

/**
 * When this JVM's threads had no processor: the host had none to give, or the process or its VM stood still. What came late
 * in such a time is not the program's doing. Not thread-safe.
 *
 * <p>The last {@value #KEPT} intervals are kept; what is older has been judged.
 */
final class StarvedTime {

    private static final int KEPT = 64;

    private final long[] from = new long[KEPT];
    private final long[] to = new long[KEPT];
    private int intervals;
    private long totalNanos;
    private long excused;

    /** Of {@code System.nanoTime()}, in the order of time. */
    void add(long fromNanos, long toNanos) {
        from[intervals % KEPT] = fromNanos;
        to[intervals % KEPT] = toNanos;
        intervals++;
        totalNanos += toNanos - fromNanos;
    }

    /** Tells, and counts, whether what took at least {@code slowNanos} would have been sooner with a processor. */
    boolean excuses(long fromNanos, long toNanos, long slowNanos) {
        if (intervals == 0 || toNanos - fromNanos - within(fromNanos, toNanos) >= slowNanos) {
            return false;
        }
        excused++;
        return true;
    }

    private long within(long fromNanos, long toNanos) {
        long sum = 0;
        for (int i = 0; i < Math.min(intervals, KEPT); i++) {
            sum += Math.max(0, Math.min(toNanos, to[i]) - Math.max(fromNanos, from[i]));
        }
        return sum;
    }

    long totalMillis() {
        return totalNanos / 1_000_000;
    }

    long excused() {
        return excused;
    }
}
