package dev.lastack.track.objects;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the application, or of the JDK, that hooks have met and that a report may ask, held weakly.
 *
 * <p>Any thread, lock-free, of a fixed size: it is told of the same few objects again and again. One that finds no place
 * is counted, and not asked.
 */
public final class MetObjects {

    private static final int SLOTS = 1 << 12;
    private static final int PROBES = 16;

    private final AtomicReferenceArray<@Nullable WeakReference<Object>> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicLong missed = new AtomicLong();

    public void met(@Nullable Object met) {
        if (met == null || isKnown(met)) {
            return;
        }
        WeakReference<Object> fresh = new WeakReference<>(met);
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = slot(met, probe);
            WeakReference<Object> there = slots.getAcquire(slot);
            if ((there == null || there.refersTo(null)) && slots.compareAndSet(slot, there, fresh)) {
                return;
            }
        }
        missed.getAndIncrement();
    }

    private boolean isKnown(Object met) {
        for (int probe = 0; probe < PROBES; probe++) {
            WeakReference<Object> there = slots.getAcquire(slot(met, probe));
            if (there == null) {
                return false; // a place is never emptied, only taken over
            }
            if (there.refersTo(met)) {
                return true;
            }
        }
        return false;
    }

    private static int slot(Object met, int probe) {
        int hash = System.identityHashCode(met);
        return ((hash ^ (hash >>> 12)) + probe) & (SLOTS - 1);
    }

    /** Those that live, each once: two threads may have put one in at once. */
    public List<Object> living() {
        Set<Object> living = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int slot = 0; slot < SLOTS; slot++) {
            WeakReference<Object> there = slots.getAcquire(slot);
            Object met = there == null ? null : there.get();
            if (met != null) {
                living.add(met);
            }
        }
        return new ArrayList<>(living);
    }

    /** How often an object found no place. */
    public long missed() {
        return missed.get();
    }
}
