package dev.lastack.track;

import dev.lastack.kernel.FinWatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the agent's thread from its long sleep, once: while it is awake, a hook pays one read of a flag that hardly ever
 * changes.
 */
final class WakeUp {

    private final AtomicBoolean asleep = new AtomicBoolean();
    private final FinWatch finWatch;

    WakeUp(FinWatch finWatch) {
        this.finWatch = finWatch;
    }

    /** From a hook. The system call is made by one thread only for each sleep. */
    void ifAsleep() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            finWatch.wake();
        }
    }

    /** The agent's thread, before it looks at the intakes a last time and sleeps long. */
    void goingToSleep() {
        asleep.set(true);
    }

    /** The agent's thread, after it. */
    void awake() {
        asleep.set(false);
    }
}
