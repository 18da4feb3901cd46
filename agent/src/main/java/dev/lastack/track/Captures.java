package dev.lastack.track;

import org.jspecify.annotations.Nullable;

/**
 * The stacks that were captured of one connection, the last of each kind. Written plainly by the hooks, read by the
 * watcher and by snapshots without ordering, as {@link Connection} says.
 */
final class Captures {

    @Nullable
    StackEntry eofStack;

    @Nullable
    StackEntry readStack;

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

    /** Null where it is no Netty channel's. */
    @Nullable
    NettySide netty;

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
