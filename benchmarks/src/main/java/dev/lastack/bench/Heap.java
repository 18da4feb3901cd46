package dev.lastack.bench;

import java.lang.management.ManagementFactory;

/** What is reachable. */
final class Heap {

    /** The first collection clears references, those after it what hung on them. */
    private static final int COLLECTIONS = 4;

    private Heap() {}

    static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
