package dev.lastack.track.path;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.NormalisedStack;

/** Which transport a connection goes through, where the hook that saw it does not know, or not yet. */
final class Transports {

    private Transports() {}

    /** The hook of failed connects serves all: there the stack knows. */
    static Transport of(Connection c, NormalisedStack stack) {
        boolean untold = c.transport == Transport.UNKNOWN && c.addressExhausted();
        return nettyNio(untold ? of(stack) : c.transport, stack);
    }

    /**
     * Of a connection whose record the JDK's hooks made. Netty's NIO accepts through the JDK and tells only afterwards
     * that the channel is its own: the stack knows it from the first moment.
     */
    private static Transport nettyNio(Transport transport, NormalisedStack stack) {
        return transport == Transport.NIO && stack.nettyNio ? Transport.NETTY_NIO : transport;
    }

    private static Transport of(NormalisedStack stack) {
        for (Site frame : stack.stack.frames()) {
            switch (frame.className()) {
                case "sun.nio.ch.UnixAsynchronousSocketChannelImpl" -> {
                    return Transport.AIO;
                }
                case "sun.nio.ch.SocketChannelImpl" -> {
                    return Transport.NIO;
                }
                default -> {}
            }
        }
        return Transport.SOCKET;
    }
}
