package dev.lastack.track.propagation;

import dev.lastack.track.connection.Requested;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who took a request over to answer it later, and when, by the identity of its {@code AsyncContext}: that leads from a
 * connection to the start, whichever thread read the request and whichever started.
 *
 * <p>Any thread, lock-free, of a fixed size, and it keeps no context alive. One that lives keeps its place, since what
 * leaks lives long: where there is none left, the new one is not known. Those that were answered leave theirs to the
 * next when the collector has taken them.
 */
public final class AsyncStarts {

    /** More than Tomcat holds connections, by default. */
    public static final int SLOTS = 1 << 14;

    private static final int PROBES = 16;

    private final AtomicReferenceArray<@Nullable Start> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicLong missed = new AtomicLong();

    /** A context that is started anew, by a request after a dispatch or by the next request, has the latest only. */
    void put(Object context, Requested started) {
        Start fresh = new Start(context, started);
        int known = find(context);
        if (known >= 0) {
            slots.setRelease(known, fresh); // nobody else takes the place of one that lives
            return;
        }
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = slot(context, probe);
            Start there = slots.getAcquire(slot);
            if ((there == null || there.refersTo(null)) && slots.compareAndSet(slot, there, fresh)) {
                return;
            }
        }
        missed.getAndIncrement();
    }

    /** Null where it was started before the agent, or found no place. */
    public @Nullable Requested of(Object context) {
        int known = find(context);
        Start start = known < 0 ? null : slots.getAcquire(known);
        return start == null ? null : start.started;
    }

    /** Negative where it has none. */
    private int find(Object context) {
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = slot(context, probe);
            Start there = slots.getAcquire(slot);
            if (there == null) {
                return -1; // a place is never emptied, only taken over
            }
            if (there.refersTo(context)) {
                return slot;
            }
        }
        return -1;
    }

    private static int slot(Object context, int probe) {
        int hash = System.identityHashCode(context);
        return ((hash ^ (hash >>> 14)) + probe) & (SLOTS - 1);
    }

    /** How many found no place. */
    public long missed() {
        return missed.get();
    }

    private static final class Start extends WeakReference<Object> {

        final Requested started;

        Start(Object context, Requested started) {
            super(context);
            this.started = started;
        }
    }
}
