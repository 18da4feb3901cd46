package dev.lastack.track;

import dev.lastack.snapshot.Stack;
import org.jspecify.annotations.Nullable;

/** A stack as people read it. Interned by {@link FrameNormaliser}: equal stacks are the same object. */
final class NormalStack {

    final Stack stack;

    /** The connection is the JVM's own local management (JMX), not the application's. */
    final boolean jvmManagement;

    /** It goes through Netty's NIO channels. Found once: each connection that is counted asks. */
    final boolean nettyNio;

    /** It has a frame of the application. Found once, too: each open asks. */
    final boolean application;

    /** What the thread itself does, without who started it; this one where there is nothing else in it. */
    final NormalStack own;

    NormalStack(Stack stack, boolean jvmManagement) {
        this(stack, jvmManagement, null);
    }

    NormalStack(Stack stack, boolean jvmManagement, @Nullable NormalStack own) {
        this.own = own == null ? this : own;
        this.stack = stack;
        this.jvmManagement = jvmManagement;
        this.nettyNio = Transports.isNettyNio(stack);
        this.application = stack.culprit() != null;
    }
}
