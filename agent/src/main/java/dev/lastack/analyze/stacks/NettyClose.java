package dev.lastack.analyze.stacks;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;

/** Why Netty closed a channel that no code had asked it to close, as far as its own frames tell. */
final class NettyClose {

    /** {@code AbstractChannel$AbstractUnsafe}, whatever copy of Netty it is of: nothing is closed without it. */
    private static final String UNSAFE = "netty.channel.AbstractChannel$AbstractUnsafe";

    private NettyClose() {}

    /** Empty where the stack is no close of Netty's own. */
    static String of(Stack stack) {
        boolean closes = false;
        for (Site frame : stack.frames()) {
            closes |= frame.className().endsWith(UNSAFE) && frame.methodName().startsWith("close");
            String why = why(frame.methodName());
            if (closes && !why.isEmpty()) {
                return "Netty's own close " + why;
            }
        }
        return closes ? "Netty's own close" : "";
    }

    /** By the methods that lead there, the same in 4.1 and 4.2. */
    private static String why(String method) {
        return switch (method) {
            case "handleReadException" -> "after a read that failed";
            case "closeOnRead", "shutdownInput" -> "after the end of the input";
            case "handleWriteError" -> "after a write that failed";
            case "closeAll", "closeAllChannels", "closeAllRegistered" -> "at the end of its event loop";
            case "closeIfClosed", "closeOnFailure" -> "after something else that failed";
            default -> "";
        };
    }
}
