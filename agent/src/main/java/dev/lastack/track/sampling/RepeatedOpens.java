package dev.lastack.track.sampling;

import dev.lastack.track.stack.RawStack;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which stack a thread had whenever it opened a connection at one place, a destination or a listener. Where it was the same
 * for long, and that stack opens so many that {@link OpenerProfile#openMask} says so, only a sample of them is captured: the
 * others have the stack of their siblings.
 *
 * <p>Any thread, from hooks; lock-free. An entry is its thread's alone once it is found there, and only the reference in the
 * array is shared: a plain one would do on x86, and acquire and release make the final fields seen elsewhere too. Two
 * threads that want one slot take it from each other now and then, and capture meanwhile. Nothing is allocated for a
 * connection but when a thread opens elsewhere than before.
 */
public final class RepeatedOpens {

    /** A power of two. Threads times places that open thousands a second are few. */
    private static final int SLOTS = 256;

    /** So many in a row that had one stack: a loop. */
    private static final int MANY = 64;

    /** Of those that find their slot taken, how many take it: one in 16. */
    private static final int TAKES = 0xf;

    private static final class Entry {
        private final int thread;
        private final long place;
        private final RawStack stack;

        /** Captured in a row; its thread's alone. */
        private int alike;

        Entry(int thread, long place, RawStack stack) {
            this.thread = thread;
            this.place = place;
            this.stack = stack;
        }

        boolean is(int otherThread, long otherPlace) {
            return thread == otherThread && place == otherPlace;
        }
    }

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

    /**
     * A number for a place: that of a listener where accepted, else of a destination. Two places have the same one by a
     * chance of 2^-31 only where their ports are the same, and then on one thread and from one stack or not at all.
     */
    public static long place(boolean accepted, @Nullable InetAddress address, int port) {
        int host = address == null ? 0 : address.hashCode();
        return (long) host << 32 | (long) port << 1 | (accepted ? 1 : 0);
    }

    /**
     * The stack that stands for the calling thread's at this place; null where it is to be captured.
     *
     * @param thread as {@code ReaderThreads} tells threads: two have one number by a chance of 2^-31
     */
    public @Nullable RawStack of(int thread, long place, long now) {
        Entry entry = entries.getAcquire(slot(thread, place));
        if (entry == null || entry.alike < MANY || !entry.is(thread, place)) {
            return null;
        }
        return (CaptureSampler.lot(now) & entry.stack.openMask) == 0 ? null : entry.stack;
    }

    /** What was captured instead. */
    public void captured(int thread, long place, long now, RawStack stack) {
        int slot = slot(thread, place);
        Entry entry = entries.getAcquire(slot);
        if (entry != null && entry.is(thread, place)) {
            if (entry.stack == stack) {
                entry.alike = Math.min(MANY, entry.alike + 1);
            } else {
                entries.setRelease(slot, new Entry(thread, place, stack));
            }
        } else if (entry == null || (CaptureSampler.lot(now) & TAKES) == 0) {
            entries.setRelease(slot, new Entry(thread, place, stack));
        }
    }

    /** The multiplier is the golden ratio (Knuth, TAOCP 3, 6.4). */
    private static int slot(int thread, long place) {
        return (int) (((place * 31 + thread) * 0x9E3779B97F4A7C15L) >>> 56) & (SLOTS - 1);
    }
}
