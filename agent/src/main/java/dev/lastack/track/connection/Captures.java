package dev.lastack.track.connection;

import dev.lastack.track.stack.RawStack;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The stacks that were captured of one connection, the last of each kind. Written plainly by the hooks, read by the
 * watcher and by snapshots without ordering, as {@link Connection} says.
 */
public class Captures {

    /** Longer than the longest burst that a ration allows: the first one is whole. */
    private static final long ANY_BURST_NANOS = 3_600_000_000_000L;

    public @Nullable RawStack eofStack;

    public @Nullable RawStack readStack;

    /** Of a Netty channel's the code that asked for the write: an event loop made it. */
    public @Nullable RawStack writeStack;

    public @Nullable RawStack closeStack;

    public @Nullable String eofThread;

    public @Nullable String readThread;

    public @Nullable String writeThread;

    public @Nullable String closeThread;

    /** Who asked for what others do, or leave no trace of: the latest of all kinds. */
    public @Nullable Requested asked;

    /** The reader, if it is a virtual thread: those cannot be listed. Null for all others. */
    public @Nullable WeakReference<Thread> virtualReader;

    // System.nanoTime(); 0 = has not happened
    public long eofNanos;
    public long readStackNanos;
    public long writeStackNanos;

    /** When unread data was first found with no read since; written by the watcher only. */
    public long unreadSinceNanos;

    /** When it was known that the connection is gone, by a reset or a time-out, and not closed by us before. */
    public long goneNanos;

    /** The ration of use captures, see {@code sampling.CaptureSampler}. */
    public long nextCaptureNanos;

    /**
     * Of the calling thread, which writes: whether it is surely another than the one that wrote before. Threads are told by
     * name, as none is held; virtual ones, which often have no name, by the reader.
     */
    boolean isByAnother() {
        String before = writeThread;
        Thread now = Thread.currentThread();
        WeakReference<Thread> reader = virtualReader;
        boolean otherVirtual = reader != null && now.getName().isEmpty() && !reader.refersTo(now);
        return before != null && (otherVirtual || !before.equals(now.getName()));
    }

    public Captures(long openedNanos) {
        nextCaptureNanos = openedNanos - ANY_BURST_NANOS;
    }
}
