package dev.lastack.track;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.net.LastAckHooks;

/** Which transport a stack belongs to, for the one hook that serves all. */
final class Transports {

    private Transports() {}

    static String of(Stack stack) {
        for (Site frame : stack.frames()) {
            switch (frame.className()) {
                case "sun.nio.ch.UnixAsynchronousSocketChannelImpl" -> {
                    return LastAckHooks.AIO;
                }
                case "sun.nio.ch.SocketChannelImpl" -> {
                    return LastAckHooks.NIO;
                }
                default -> {}
            }
        }
        return LastAckHooks.SOCKET;
    }
}
