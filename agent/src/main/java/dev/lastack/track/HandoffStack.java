package dev.lastack.track;

import dev.lastack.track.connection.Connection;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The hand-over of opened and of ended connections from the hooks to the agent's thread: one lock-free stack for each
 * of a few stripes, linked through the records themselves, so that handing over allocates nothing and threads seldom
 * meet.
 *
 * <p>{@code push} publishes (compare-and-set, volatile) all that was written to the record before it; {@code drain}
 * acquires it.
 */
final class HandoffStack {

    private static final int STRIPES = 16;

    /** Elements between two heads: 64 bytes with compressed references, so no two heads share a cache line. */
    private static final int SPREAD = 16;

    private final AtomicReferenceArray<@Nullable Connection> heads = new AtomicReferenceArray<>(STRIPES * SPREAD);

    /** Tells whether the stripe was empty: the agent's thread may be asleep. */
    boolean push(Connection connection, int stripe) {
        int index = (stripe & (STRIPES - 1)) * SPREAD;
        while (true) {
            Connection head = heads.get(index);
            connection.next = head;
            if (heads.compareAndSet(index, head, connection)) {
                return head == null;
            }
        }
    }

    /** All of one stripe, newest first, linked by {@code next}; null if none. One thread at a time. */
    @Nullable
    Connection drain(int stripe) {
        return heads.getAndSet(stripe * SPREAD, null);
    }

    int stripes() {
        return STRIPES;
    }
}
