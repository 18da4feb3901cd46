package dev.lastack.track.thread;

import dev.lastack.track.connection.Connection;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which connection each thread read last. What a server's thread does next, it does for that connection, until it reads
 * another one.
 *
 * <p>Threads are told by identity hash, so none is held. A note and the record that it names must agree: where they do
 * not (two threads in one place, or two readers of one connection) nothing is known, and nothing wrong is said.
 */
public final class ReaderThreads {

    /**
     * 256 KB. Two of 200 threads share a place in three of ten JVMs; with 4,096 places five pairs of them did, and what those
     * served had no name in a report.
     */
    private static final int SLOTS = 1 << 16;

    private final AtomicReferenceArray<@Nullable Connection> slots = new AtomicReferenceArray<>(SLOTS);

    /** At each read: writes only what has changed. */
    public void read(Connection c) {
        int reader = id(Thread.currentThread());
        if (c.reader != reader) {
            c.reader = reader;
        }
        int slot = slot(reader);
        if (slots.getPlain(slot) != c) {
            slots.setRelease(slot, c);
        }
    }

    /** It has ended; or else the table would keep as many records as it has places. Any thread. */
    public void forget(Connection c) {
        int slot = slot(c.reader);
        if (slots.getPlain(slot) == c) {
            slots.compareAndSet(slot, c, null); // its thread may read another one now
        }
    }

    /** What the calling thread read last; null where not known. */
    public @Nullable Connection ofThisThread() {
        int reader = id(Thread.currentThread());
        Connection c = slots.getAcquire(slot(reader));
        return c != null && c.reader == reader ? c : null;
    }

    /** Whether the thread that read this one last has read no other since. */
    boolean stillAt(Connection c) {
        return c.lastReadNanos != 0 && slots.getAcquire(slot(c.reader)) == c;
    }

    public static int id(Thread thread) {
        return System.identityHashCode(thread);
    }

    private static int slot(int reader) {
        return (reader ^ (reader >>> 16)) & (SLOTS - 1);
    }
}
