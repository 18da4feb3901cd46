package dev.lastack.track.pool;

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
 * The pools that were met, held weakly; of libraries whose pool forgets what it has lent out, the pooled connections.
 *
 * <p>Any thread, lock-free, of a fixed size: it is told each time that a pool opens a connection, mostly of one that it
 * knows. A pool that finds no place is counted, and not asked.
 */
public final class PoolRegistry {

    private static final int SLOTS = 1 << 12;
    private static final int PROBES = 16;

    private final AtomicReferenceArray<@Nullable WeakReference<Object>> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicLong missed = new AtomicLong();

    public void met(@Nullable Object pool) {
        if (pool == null || isKnown(pool)) {
            return;
        }
        WeakReference<Object> fresh = new WeakReference<>(pool);
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = slot(pool, probe);
            WeakReference<Object> there = slots.getAcquire(slot);
            if ((there == null || there.refersTo(null)) && slots.compareAndSet(slot, there, fresh)) {
                return;
            }
        }
        missed.getAndIncrement();
    }

    private boolean isKnown(Object pool) {
        for (int probe = 0; probe < PROBES; probe++) {
            WeakReference<Object> there = slots.getAcquire(slot(pool, probe));
            if (there == null) {
                return false; // a place is never emptied, only taken over
            }
            if (there.refersTo(pool)) {
                return true;
            }
        }
        return false;
    }

    private static int slot(Object pool, int probe) {
        int hash = System.identityHashCode(pool);
        return ((hash ^ (hash >>> 12)) + probe) & (SLOTS - 1);
    }

    /** Those that live, each once: two threads may have put one in at once. */
    List<Object> living() {
        Set<Object> living = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int slot = 0; slot < SLOTS; slot++) {
            WeakReference<Object> there = slots.getAcquire(slot);
            Object pool = there == null ? null : there.get();
            if (pool != null) {
                living.add(pool);
            }
        }
        return new ArrayList<>(living);
    }

    /** How often a pool, or a pooled connection, found no place. */
    public long missed() {
        return missed.get();
    }
}
