package dev.lastack.launch;

import java.time.Duration;

/**
 * By when the reports at the JVM's end must be written. The time in which the host had no processor for whoever writes them
 * does not count: with a tenth of a processor, what takes half a second takes five, and the report of a starved host is
 * needed most. Bounded all the same. For one thread.
 */
final class ExitDeadline {

    /** Of the configured time, however long there was no processor: 20 s by default, and a pod is killed after 30 s. */
    private static final int AT_MOST_TIMES = 4;

    /** To write takes a moment of what finding out takes: a part of the time is kept for it, whatever became of the rest. */
    private static final int KEPT_FOR_WRITING = 5;

    private final long beganNanos;
    private final long timeoutNanos;
    private long starvedNanos;
    private long earliestNanos;

    /** @param beganNanos by {@link System#nanoTime} */
    ExitDeadline(long beganNanos, Duration timeout) {
        this.beganNanos = beganNanos;
        this.timeoutNanos = timeout.toNanos();
    }

    /** What is over has had no processor for so long; below 0 where that is not known. */
    void starved(long nanos) {
        starvedNanos += Math.max(0, nanos);
    }

    /** From now on, by {@link System#nanoTime}, it is known what to write. */
    void writes(long now) {
        earliestNanos = now + timeoutNanos / KEPT_FOR_WRITING;
    }

    /** By {@link System#nanoTime}. */
    long nanos() {
        return nanos(0);
    }

    /**
     * The same for what is still at it.
     *
     * @param starvingNanos for so long it has had no processor; below 0 where that is not known
     */
    long nanos(long starvingNanos) {
        long excused = Math.min(excusedNanos(starvingNanos), (AT_MOST_TIMES - 1) * timeoutNanos);
        long until = beganNanos + timeoutNanos + excused;
        return earliestNanos == 0 ? until : Math.max(until, earliestNanos);
    }

    long excusedNanos(long starvingNanos) {
        return starvedNanos + Math.max(0, starvingNanos);
    }
}
