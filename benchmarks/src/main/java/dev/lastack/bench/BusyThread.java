package dev.lastack.bench;

/** A thread of an application that never waits, and notices when it stands still. */
final class BusyThread {

    private volatile boolean stopped;
    private volatile long longest;

    private BusyThread() {}

    static BusyThread start() {
        BusyThread busy = new BusyThread();
        Thread thread = new Thread(busy::run, "busy");
        thread.setDaemon(true);
        thread.start();
        return busy;
    }

    private void run() {
        long last = System.nanoTime();
        while (!stopped) {
            long now = System.nanoTime();
            if (now - last > longest) {
                longest = now - last;
            }
            last = now;
        }
    }

    /** Nanoseconds of the longest pause since the last question. */
    long longestSince() {
        long answer = longest;
        longest = 0;
        return answer;
    }

    void stop() {
        stopped = true;
    }
}
