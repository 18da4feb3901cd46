package dev.lastack.track.stack;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import org.jspecify.annotations.Nullable;

/** A stack as people read it. Interned by {@link FrameNormaliser}: equal stacks are the same object. */
public final class NormalisedStack {

    private static final String NETTY_NIO_CHANNELS = "netty.channel.socket.nio.Nio";

    public final Stack stack;

    /** The connection is the JVM's own local management (JMX), not the application's. */
    public final boolean jvmManagement;

    /** It goes through Netty's NIO channels. Found once: each connection that is counted asks. */
    public final boolean nettyNio;

    /** It has a frame of the application. Found once, too: each open asks. */
    final boolean application;

    /** What the thread itself does, without who started it; this one where there is nothing else in it. */
    public final NormalisedStack own;

    NormalisedStack(Stack stack, boolean jvmManagement) {
        this(stack, jvmManagement, null);
    }

    NormalisedStack(Stack stack, boolean jvmManagement, @Nullable NormalisedStack own) {
        this.own = own == null ? this : own;
        this.stack = stack;
        this.jvmManagement = jvmManagement;
        this.nettyNio = isNettyNio(stack);
        this.application = stack.culprit() != null;
    }

    private static boolean isNettyNio(Stack stack) {
        for (Site frame : stack.frames()) {
            if (frame.isThreadStart()) {
                return false; // what follows is of another thread
            }
            if (frame.className().contains(NETTY_NIO_CHANNELS)) {
                return true;
            }
        }
        return false;
    }
}
