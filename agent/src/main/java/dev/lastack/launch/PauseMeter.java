package dev.lastack.launch;

import java.util.concurrent.locks.LockSupport;

/**
 * What the application feels while the VM stops its threads: a thread beside sleeps shortly again and again, and sees
 * for how long it was not let go on. Other load on the host can only add to it.
 */
final class PauseMeter implements Runnable {

    private static final long NAP_NANOS = 100_000;

    private final Thread thread = new Thread(null, this, "lastack-pause");
    private volatile boolean stopped;
    private volatile long longestNanos;

    static PauseMeter start() {
        PauseMeter meter = new PauseMeter();
        meter.thread.setDaemon(true);
        meter.thread.setContextClassLoader(null);
        meter.thread.start();
        return meter;
    }

    @Override
    public void run() {
        long longest = 0;
        long before = System.nanoTime();
        while (!stopped) {
            LockSupport.parkNanos(this, NAP_NANOS);
            long now = System.nanoTime();
            longest = Math.max(longest, now - before - NAP_NANOS);
            before = now;
        }
        longestNanos = longest;
    }

    /** Of the longest stop since {@link #start}, in nanoseconds. */
    long stop() {
        stopped = true;
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return longestNanos;
    }
}
