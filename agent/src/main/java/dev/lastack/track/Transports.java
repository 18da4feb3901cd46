package dev.lastack.track;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.net.LastAckHooks;

/** Which transport a stack belongs to, for the one hook that serves all. */
final class Transports {

    static final String NETTY_NIO = "netty-nio";

    private static final String NETTY_NIO_CHANNELS = "netty.channel.socket.nio.Nio";

    private Transports() {}

    /**
     * Of a connection whose record the JDK's hooks made. Netty's NIO accepts through the JDK and tells only afterwards
     * that the channel is its own: the stack knows it from the first moment.
     */
    static String of(String transport, NormalStack stack) {
        return transport.equals(LastAckHooks.NIO) && stack.nettyNio ? NETTY_NIO : transport;
    }

    static boolean isNettyNio(Stack stack) {
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

    static String of(NormalStack stack) {
        for (Site frame : stack.stack.frames()) {
            switch (frame.className()) {
                case "sun.nio.ch.UnixAsynchronousSocketChannelImpl" -> {
                    return LastAckHooks.AIO;
                }
                case "sun.nio.ch.SocketChannelImpl" -> {
                    return of(LastAckHooks.NIO, stack);
                }
                default -> {}
            }
        }
        return LastAckHooks.SOCKET;
    }
}
