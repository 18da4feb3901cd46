package dev.lastack.junit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** For a close that is on its way: waits until all is closed, and not longer than it takes or the time allows. */
final class Grace {

    static final Duration USUAL = Duration.ofMillis(500);

    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private Grace() {}

    /** The last look's. */
    static <T> List<T> awaitNone(Duration atMost, Function<Snapshot, List<T>> look) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            List<T> found = look.apply(Agent.snapshot());
            if (found.isEmpty()
                    || System.nanoTime() - deadline >= 0
                    || Thread.currentThread().isInterrupted()) {
                return found;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
