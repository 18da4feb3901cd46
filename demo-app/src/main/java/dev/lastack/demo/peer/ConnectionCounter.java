package dev.lastack.demo.peer;

import java.util.concurrent.TimeUnit;

/** Counts the peers' connections, so that the service can wait until the last one has hung up. Thread-safe. */
final class ConnectionCounter {

    private int opened;
    private int closed;

    synchronized void opened() {
        opened++;
    }

    synchronized void closed() {
        closed++;
        notifyAll();
    }

    synchronized int closedSoFar() {
        return closed;
    }

    /** False when some connection is still open after that time. */
    synchronized boolean awaitAllClosed(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (closed < opened) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
