package java.net;

/**
 * What hooked methods of Netty's call. In {@code java.base} for the same reason as {@link LastAckHooks}: it must be
 * visible from a class loader whose parent is null. Takes Objects only: every copy of Netty has its own types.
 */
public final class LastAckNettyHooks {

    /** STATE_CLOSED_MASK of {@code unix.FileDescriptor}, from 4.1.0 to 4.2. */
    private static final int CLOSED = 1;

    private LastAckNettyHooks() {}

    private static LastAckNettySink sink() {
        LastAckSink sink = LastAckHooks.sink();
        try {
            return sink == null ? null : sink.netty();
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
            return null;
        }
    }

    public static void registering(Object channel) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.of(channel);
            if (access == null || access.endsUnseen()) {
                return;
            }
            boolean accepted = access.accepted(channel);
            if (!access.onJdkChannels()) {
                LastAckHooks.lingerMayBeUsed(); // set by natives that nobody hooks
            }
            boolean own = accepted && !access.onJdkChannels();
            s.registering(
                    channel,
                    access.jdkDescriptor(channel),
                    access.number(channel),
                    access.transport(),
                    accepted,
                    own ? access.remoteAddress(channel) : null,
                    own ? access.localAddress(channel) : null);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void active(Object channel) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.ofNative(channel);
            if (access != null) {
                s.active(channel, access.number(channel), access.remoteAddress(channel), access.localAddress(channel));
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    /** Failed connects of NIO come through the JDK's hook. */
    public static void connectFailed(Object channel, Throwable cause, SocketAddress address) {
        LastAckNettySink s = sink();
        if (s == null || cause == null || !(address instanceof InetSocketAddress remote) || remote.isUnresolved()) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.ofNative(channel);
            if (access != null) {
                s.connectFailed(channel, access.number(channel), cause, remote);
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    /** Code asks to write to the channel of this {@code ChannelPipeline}. */
    public static void writeAsked(Object pipeline) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            Object channel = LastAckNettyChannels.channelOf(pipeline);
            LastAckNettyChannels access = LastAckNettyChannels.of(channel);
            if (access != null) {
                s.writeAsked(channel, access.jdkDescriptor(channel), access.number(channel));
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void received(Object channel) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.ofNative(channel);
            if (access != null) {
                s.received(channel, access.number(channel));
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void closeAsked(Object pipeline) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            Object channel = LastAckNettyChannels.channelOf(pipeline);
            LastAckNettyChannels access = LastAckNettyChannels.of(channel);
            if (access != null) {
                s.closeAsked(channel, access.jdkDescriptor(channel), access.number(channel));
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void autoRead(Object channel, boolean on) {
        LastAckNettySink s = sink();
        if (s == null || on) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.of(channel);
            if (access != null) {
                s.readingSwitchedOff(channel, access.jdkDescriptor(channel), access.number(channel));
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    /**
     * Writes fail into a close: what made them fail is its cause, and no handler is told.
     *
     * @param cause null or a {@code ClosedChannelException} where somebody asked for the close
     */
    public static void closing(Object channel, Throwable cause) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.ofNative(channel);
            if (access != null) {
                int number = access.number(channel);
                if (cause instanceof java.io.IOException
                        && !(cause instanceof java.nio.channels.ClosedChannelException)) {
                    s.failed(channel, number, cause);
                }
                s.closing(channel, number);
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void inputEnded(Object channel) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.ofNative(channel);
            if (access != null) {
                s.inputEnded(channel, access.number(channel));
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void failed(Object channel, Throwable error) {
        LastAckNettySink s = sink();
        if (s == null || !(error instanceof java.io.IOException)) {
            return;
        }
        try {
            LastAckNettyChannels access = LastAckNettyChannels.ofNative(channel);
            if (access != null) {
                s.failed(channel, access.number(channel), error);
            }
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    /** Before a half-close of a native transport's {@code unix.FileDescriptor}. */
    public static void shuttingDown(Object descriptor, boolean input, boolean output) {
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.shuttingDown(LastAckNettyChannels.numberOf(descriptor), input, output);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void shutDown(Object descriptor, boolean output) {
        LastAckNettySink s = sink();
        if (s == null || !output) {
            return;
        }
        try {
            s.outputShutDown(LastAckNettyChannels.numberOf(descriptor));
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    /**
     * A {@code unix.FileDescriptor} goes from one state to another: closed once, which the lowest bit says.
     *
     * @param done false where another thread was faster
     */
    public static void stateChanged(boolean done, int state, int number) {
        if (!done || (state & CLOSED) == 0) {
            return;
        }
        LastAckNettySink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.released(number);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }
}
