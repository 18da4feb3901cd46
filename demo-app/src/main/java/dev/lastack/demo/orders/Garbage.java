package dev.lastack.demo.orders;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Collects until dropped objects are gone, as a longer-running service would sooner or later. */
final class Garbage {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_MILLIS = 20;

    private Garbage() {}

    static void collectUntilGone(List<? extends Reference<?>> dropped) throws InterruptedException {
        long start = System.nanoTime();
        while (!dropped.stream().allMatch(reference -> reference.refersTo(null))) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("this JVM does not collect what was dropped");
            }
            System.gc();
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
