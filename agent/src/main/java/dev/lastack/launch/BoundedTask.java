package dev.lastack.launch;

import dev.lastack.kernel.ThreadCpuTime;
import org.jspecify.annotations.Nullable;

/**
 * Something that may never be done, as what it asks may not answer: done on a thread of its own, and whoever waits for it
 * gives up in time. The thread is left to itself then; it does not keep the JVM from ending.
 */
final class BoundedTask {

    private final Runnable task;
    private final Thread thread;
    private volatile @Nullable ThreadCpuTime cpuTime;
    private volatile long starvedInAll = -1;

    private BoundedTask(String name, Runnable task) {
        this.task = task;
        this.thread = new Thread(null, this::run, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    /** Where there is no room for a thread, it is done when this returns, however long that takes. */
    static BoundedTask begin(String name, Runnable task) {
        BoundedTask begun = new BoundedTask(name, task);
        try {
            begun.thread.start();
        } catch (OutOfMemoryError noThread) {
            task.run();
        }
        return begun;
    }

    private void run() {
        ThreadCpuTime mine = ThreadCpuTime.ofThisThread();
        cpuTime = mine;
        try {
            task.run();
        } finally {
            starvedInAll = mine.waitedNanos(); // the kernel forgets it with the thread
        }
    }

    /** False where it is not done at that {@link System#nanoTime}. */
    boolean awaitDone(long deadline) throws InterruptedException {
        while (thread.isAlive()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            thread.join(millis);
        }
        return true;
    }

    /** For how long it could have gone on, or have been done, and had no processor; -1 where that is not known. */
    long starvedNanos() {
        ThreadCpuTime known = cpuTime;
        return thread.isAlive() && known != null ? known.waitedNanos() : starvedInAll;
    }
}
