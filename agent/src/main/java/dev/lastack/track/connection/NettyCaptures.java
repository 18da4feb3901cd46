package dev.lastack.track.connection;

import dev.lastack.track.stack.RawStack;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Stacks captured of a Netty channel's connection. Its event loop has no frame of the application, so writes and close are captured on
 * the thread that asked for them; and there is more to ask for.
 */
public class NettyCaptures extends Captures {

    /** The {@link Connection} itself where that was made for the channel: an object less for each. */
    public final WeakReference<Object> channel;

    /** Who switched reading off last. */
    public @Nullable RawStack readingOffStack;

    public @Nullable String readingOffThread;

    // System.nanoTime(); 0 = has not happened
    public long readingOffNanos;

    /** When close was asked for, which handlers may keep from being done; by {@link #closeStack}, if it was captured. */
    public long closeAskedNanos;

    public NettyCaptures(long openedNanos, WeakReference<Object> channel) {
        super(openedNanos);
        this.channel = channel;
    }

    /** The channel does not stand on the JDK's. */
    boolean ownTransport() {
        return false;
    }

    /** Captures of a native transport's channel: told by their class, as one more field would make each of them eight bytes larger. */
    public static final class OfOwnTransport extends NettyCaptures {

        public OfOwnTransport(long openedNanos, WeakReference<Object> channel) {
            super(openedNanos, channel);
        }

        @Override
        boolean ownTransport() {
            return true;
        }
    }

    /** From before it was known whose connection it is. Not the write: that was an event loop's. */
    void takeOver(Captures earlier) {
        eofStack = earlier.eofStack;
        eofThread = earlier.eofThread;
        eofNanos = earlier.eofNanos;
        readStack = earlier.readStack;
        readThread = earlier.readThread;
        readStackNanos = earlier.readStackNanos;
        virtualReader = earlier.virtualReader;
        closeStack = earlier.closeStack;
        closeThread = earlier.closeThread;
        asked = earlier.asked;
        unreadSinceNanos = earlier.unreadSinceNanos;
        goneNanos = earlier.goneNanos;
        nextCaptureNanos = earlier.nextCaptureNanos;
    }
}
