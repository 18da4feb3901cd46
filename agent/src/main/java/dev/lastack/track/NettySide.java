package dev.lastack.track;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection besides, because it is a Netty channel's: the code that asked, on its own thread, for
 * what an event loop did later. Is itself the weak reference to the channel.
 *
 * <p>Written plainly by the hooks and read without ordering, like the times and stacks of {@link Connection}.
 */
final class NettySide extends WeakReference<Object> {

    @Nullable
    StackEntry writeAskedStack;

    @Nullable
    String writeAskedThread;

    @Nullable
    StackEntry closeAskedStack;

    @Nullable
    String closeAskedThread;

    @Nullable
    StackEntry readingOffStack;

    @Nullable
    String readingOffThread;

    // System.nanoTime(); 0 = has not happened
    long writeAskedNanos;
    long closeAskedNanos;
    long readingOffNanos;

    /** The channel does not stand on the JDK's. */
    final boolean ownTransport;

    NettySide(Object channel, boolean ownTransport) {
        super(channel);
        this.ownTransport = ownTransport;
    }
}
