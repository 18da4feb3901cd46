package dev.lastack.track.propagation;

import dev.lastack.track.stack.RawStack;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Stacks at which work was submitted, for the thread that does it: from the work's identity to the asker's stack. Lock-free, of a fixed
 * size, and it keeps no work alive: where two meet in one place the later one stays, and the other is not found any
 * more. Work is begun soon after it was asked for, so that is rare.
 */
final class Handovers {

    private static final int SLOTS = 1 << 13;

    private final AtomicReferenceArray<@Nullable Handover> slots = new AtomicReferenceArray<>(SLOTS);

    void put(Object work, RawStack asker) {
        slots.setRelease(slot(work), new Handover(work, asker));
    }

    /** Null where nobody asked, or nobody remembers. */
    @Nullable
    RawStack get(Object work) {
        Handover handover = slots.getAcquire(slot(work));
        return handover != null && handover.refersTo(work) ? handover.asker : null;
    }

    private static int slot(Object work) {
        int hash = System.identityHashCode(work);
        return (hash ^ (hash >>> 13)) & (SLOTS - 1);
    }

    private static final class Handover extends WeakReference<Object> {

        final RawStack asker;

        Handover(Object work, RawStack asker) {
            super(work);
            this.asker = asker;
        }
    }
}
