package java.net;

import static java.net.LastAckHooks.suppress;
import static java.net.LastAckHooks.watched;
import static java.net.LastAckNettyChannels.numberOf;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import jdk.internal.vm.annotation.DontInline;

/**
 * What hooked methods of Netty's call. In {@code java.base} for the same reason as {@link LastAckHooks}: it must be
 * visible from a class loader whose parent is null. Takes Objects only: every copy of Netty has its own types.
 */
public final class LastAckNettyHooks {

    /** STATE_CLOSED_MASK of {@code unix.FileDescriptor}, from 4.1.0 to 4.2. */
    private static final int CLOSED = 1;

    private LastAckNettyHooks() {}

    private static LastAckNettySink netty() {
        return LastAckHooks.sink().netty();
    }

    @DontInline
    public static void registering(Object channel) {
        try {
            LastAckNettyChannels access = access(channel);
            if (access == null) {
                registeringListener(channel);
                return;
            }
            if (access.endsUnseen()) {
                return;
            }
            boolean accepted = access.accepted(channel);
            boolean own = accepted && !access.onJdkChannels();
            netty().registering(
                            channel,
                            access.jdkDescriptor(channel),
                            access.number(channel),
                            access.transport(),
                            accepted,
                            own ? access.remoteAddress(channel) : null,
                            own ? access.localAddress(channel) : null);
            if (own) {
                acceptedFrom(access.parent(channel));
            }
        } catch (Throwable t) {
            suppress(t);
        }
    }

    @DontInline
    private static void acceptedFrom(Object parent) throws Throwable {
        LastAckNettyChannels listener = LastAckNettyChannels.ofListener(parent);
        if (listener != null) {
            netty().acceptedFrom(listener.number(parent));
        }
    }

    @DontInline
    private static void registeringListener(Object channel) throws Throwable {
        LastAckNettyChannels listener = watched() ? LastAckNettyChannels.ofListener(channel) : null;
        if (listener != null) {
            netty().registeringListener(
                            listener.jdkDescriptor(channel), listener.number(channel), listener.transport());
        }
    }

    /**
     * Writes fail into a close: what made them fail is its cause, and no handler is told.
     *
     * @param cause null or a {@code ClosedChannelException} where somebody asked for the close
     */
    @DontInline
    public static void closing(Object channel, Throwable cause) {
        if (!(cause instanceof ClosedChannelException)) {
            failed(channel, cause);
        }
        nativeClosing(channel);
    }

    /** Failed connects of NIO come through the JDK's hook. */
    @DontInline
    public static void connectFailed(Object channel, Throwable cause, SocketAddress address) {
        if (cause != null && address instanceof InetSocketAddress remote && !remote.isUnresolved()) {
            nativeConnectFailed(channel, cause, remote);
        }
    }

    @DontInline
    public static void failed(Object channel, Throwable error) {
        if (error instanceof IOException) {
            readOrWriteFailed(channel, error);
        }
    }

    @DontInline
    public static void autoRead(Object channel, boolean on) {
        if (!on) {
            readingSwitchedOff(channel);
        }
    }

    @DontInline
    public static void shutDown(Object descriptor, boolean output) {
        if (output) {
            outputShutDown(descriptor);
        }
    }

    /**
     * A {@code unix.FileDescriptor} goes from one state to another: closed once, which the lowest bit says.
     *
     * @param done false where another thread was faster
     */
    @DontInline
    public static void stateChanged(boolean done, int state, int number) {
        if (done && (state & CLOSED) != 0) {
            released(number);
        }
    }

    // A table: each line is what the sink is told, and keeps what the sink throws. Of c a channel, of p its pipeline.
    // spotless:off
    @DontInline public static void active(Object c)       { try { var a = nativeAccess(c); if (a != null) netty().active(c, a.number(c), a.remoteAddress(c), a.localAddress(c)); } catch (Throwable t) { suppress(t); } }
    @DontInline public static void received(Object c)     { try { var a = nativeAccess(c); if (a != null) netty().received(c, a.number(c));   } catch (Throwable t) { suppress(t); } }
    @DontInline public static void inputEnded(Object c)   { try { var a = nativeAccess(c); if (a != null) netty().inputEnded(c, a.number(c)); } catch (Throwable t) { suppress(t); } }
    @DontInline private static void nativeClosing(Object c) { try { var a = nativeAccess(c); if (a != null) netty().closing(c, a.number(c));    } catch (Throwable t) { suppress(t); } }
    @DontInline private static void readOrWriteFailed(Object c, Throwable e)                      { try { var a = nativeAccess(c); if (a != null) netty().failed(c, a.number(c), e);            } catch (Throwable t) { suppress(t); } }
    @DontInline private static void nativeConnectFailed(Object c, Throwable e, InetSocketAddress remote) { try { var a = nativeAccess(c); if (a != null) netty().connectFailed(c, a.number(c), e, remote); } catch (Throwable t) { suppress(t); } }

    @DontInline private static void readingSwitchedOff(Object c) { try { var a = access(c); if (a != null) netty().readingSwitchedOff(c, a.jdkDescriptor(c), a.number(c)); } catch (Throwable t) { suppress(t); } }
    @DontInline public static void writeAsked(Object p) { try { Object c = channelOf(p); var a = access(c); if (a != null) netty().writeAsked(c, a.jdkDescriptor(c), a.number(c)); } catch (Throwable t) { suppress(t); } }
    @DontInline public static void closeAsked(Object p) { try { Object c = channelOf(p); var a = access(c); if (a != null) netty().closeAsked(c, a.jdkDescriptor(c), a.number(c)); } catch (Throwable t) { suppress(t); } }

    /** Before a half-close of a native transport's {@code unix.FileDescriptor}. */
    @DontInline public static void shuttingDown(Object descriptor, boolean input, boolean output) { try { if (watched()) netty().shuttingDown(numberOf(descriptor), input, output); } catch (Throwable t) { suppress(t); } }
    @DontInline private static void outputShutDown(Object descriptor) { try { if (watched()) netty().outputShutDown(numberOf(descriptor)); } catch (Throwable t) { suppress(t); } }
    /** {@code listen} of a native socket has returned. */
    @DontInline public static void listening(Object descriptor, int backlog) { try { if (watched()) netty().listening(numberOf(descriptor), backlog); } catch (Throwable t) { suppress(t); } }
    @DontInline private static void released(int number) { try { netty().released(number); } catch (Throwable t) { suppress(t); } }
    // spotless:on

    /** Null where nobody watches, too: what is found is kept with the channel's class, and is not to be found in vain. */
    private static LastAckNettyChannels access(Object channel) {
        return watched() ? LastAckNettyChannels.of(channel) : null;
    }

    /** Null for a channel on the JDK's, too: there the JDK's own hooks tell. */
    private static LastAckNettyChannels nativeAccess(Object channel) {
        return watched() ? LastAckNettyChannels.ofNative(channel) : null;
    }

    private static Object channelOf(Object pipeline) throws Throwable {
        return watched() ? LastAckNettyChannels.channelOf(pipeline) : null;
    }
}
