package dev.lastack.track.path;

/**
 * When this JVM's threads had no processor: the host had none to give, or the process or its VM stood still. What came late
 * in such a time is not the program's doing. The watcher's thread is the witness: it says by when it will be at work again,
 * and is found late. Not thread-safe.
 *
 * <p>The last {@value #KEPT} intervals are kept; what is older has been judged.
 */
final class StarvedTime {

    private static final int KEPT = 64;

    /** So late a thread is only where there is no processor for it; on a machine that is merely busy, less. */
    private static final long LATE_NANOS = 500_000_000L;

    private final long[] from = new long[KEPT];
    private final long[] to = new long[KEPT];
    private boolean witnessed;
    private long dueNanos;
    private int intervals;
    private long totalNanos;
    private long excused;

    /** By the witness, who is at work now. */
    void awakeAgainBy(long due, long now) {
        noteIfLate(now);
        witnessed = true;
        dueNanos = due;
    }

    /** Also while the witness has not come yet: whoever judges may have got a processor first. */
    private void noteIfLate(long now) {
        if (witnessed && now - dueNanos >= LATE_NANOS) {
            from[intervals % KEPT] = dueNanos;
            to[intervals % KEPT] = now;
            intervals++;
            totalNanos += now - dueNanos;
            dueNanos = now;
        }
    }

    /** Tells, and counts, whether what took at least {@code slowNanos} would have been sooner with a processor. */
    boolean excuses(long fromNanos, long toNanos, long slowNanos, long now) {
        noteIfLate(now);
        if (toNanos - fromNanos - within(fromNanos, toNanos) >= slowNanos) {
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
