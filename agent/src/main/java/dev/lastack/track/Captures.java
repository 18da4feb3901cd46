package dev.lastack.track;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The stacks that were captured of one connection, the last of each kind. Written plainly by the hooks, read by the
 * watcher and by snapshots without ordering, as {@link Connection} says.
 */
class Captures {

    @Nullable
    StackEntry eofStack;

    @Nullable
    StackEntry readStack;

    /** Of a Netty channel's the code that asked for the write: an event loop made it. */
    @Nullable
    StackEntry writeStack;

    @Nullable
    StackEntry closeStack;

    @Nullable
    String eofThread;

    @Nullable
    String readThread;

    @Nullable
    String writeThread;

    @Nullable
    String closeThread;

    /** Who asked for what others do, or leave no trace of: the latest of all kinds. */
    @Nullable
    Asked asked;

    /** The reader, if it is a virtual thread: those cannot be listed. Null for all others. */
    @Nullable
    WeakReference<Thread> virtualReader;

    // System.nanoTime(); 0 = has not happened
    long eofNanos;
    long readStackNanos;
    long writeStackNanos;

    /** When unread data was first found with no read since; written by the watcher only. */
    long unreadSinceNanos;

    /** The ration of use captures, see {@link Rationing}. */
    long nextCaptureNanos;

    Captures(long openedNanos) {
        nextCaptureNanos = openedNanos - Rationing.LONGEST_BURST_NANOS;
    }
}
