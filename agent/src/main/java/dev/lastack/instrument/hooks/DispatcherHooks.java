package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.optional;
import static dev.lastack.instrument.weave.Hook.required;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.HookedType.boot;
import static dev.lastack.instrument.weave.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.MethodPattern.methodOnDescriptor;
import static dev.lastack.instrument.weave.Value.OUTCOME;
import static dev.lastack.instrument.weave.Value.argument;

import dev.lastack.instrument.weave.HookCall;
import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckHooks;
import java.util.List;

/**
 * Hooks in the one place through which every read, write and release of Socket, SocketChannel and
 * AsynchronousSocketChannel goes. Unix-domain channels too: they have no record, so they fall out.
 */
public final class DispatcherHooks {

    private static final HookCall READ = onReturn(LastAckHooks.class, "readReturned", OUTCOME, argument(0));
    private static final HookCall READ_FAILED = onThrow(LastAckHooks.class, "readFailed", OUTCOME, argument(0));
    private static final HookCall WRITTEN = onReturn(LastAckHooks.class, "writeReturned", OUTCOME, argument(0));
    private static final HookCall WRITE_FAILED = onThrow(LastAckHooks.class, "writeFailed", OUTCOME, argument(0));

    /** At enter: the number can be used again the moment close returns. */
    static final HookCall RELEASED = onEnter(LastAckHooks.class, "released", argument(0));

    /** dup2 of a marker over the number: the TCP socket is closed, the number stays taken. */
    static final HookCall LEAVING = onEnter(LastAckHooks.class, "leaving", argument(0));

    /** Called with the implementation's read or write lock held. */
    private static final HookedType SOCKET = boot("sun.nio.ch.SocketDispatcher")
            .hooks(
                    required("read", method("read", DESCRIPTOR, "long", "int"), READ, READ_FAILED),
                    required("readv", method("readv", DESCRIPTOR, "long", "int"), READ, READ_FAILED),
                    required("write", method("write", DESCRIPTOR, "long", "int"), WRITTEN, WRITE_FAILED),
                    required("writev", method("writev", DESCRIPTOR, "long", "int"), WRITTEN, WRITE_FAILED),
                    // JDK 17 only; JDK 21 and later have them in UnixDispatcher
                    optional("close", method("close", DESCRIPTOR), RELEASED),
                    optional("preClose", methodOnDescriptor("preClose"), LEAVING));

    /** JDK 21 and later: release of every kind of descriptor; those without a record fall out. */
    private static final HookedType UNIX = boot("sun.nio.ch.UnixDispatcher")
            .optional()
            .hooks(
                    required("close", method("close", DESCRIPTOR), RELEASED),
                    optional("implPreClose", methodOnDescriptor("implPreClose"), LEAVING),
                    // early JDK 21
                    optional("preClose", methodOnDescriptor("preClose"), LEAVING));

    /** sendfile(2), which no dispatcher of a socket sees: a file sent to a channel is written to it. */
    private static final HookedType FILE = boot("sun.nio.ch.FileChannelImpl")
            .optional()
            .hooks(
                    // JDK 17 to 20, and 21 and later
                    optional(
                            "transferToDirectlyInternal",
                            method(
                                    "transferToDirectlyInternal",
                                    "long",
                                    "int",
                                    "java.nio.channels.WritableByteChannel",
                                    DESCRIPTOR),
                            sent(3),
                            notSent(3)),
                    optional(
                            "transferToFileDescriptor",
                            method("transferToFileDescriptor", "long", "int", DESCRIPTOR),
                            sent(2),
                            notSent(2)));

    private static HookCall sent(int descriptor) {
        return onReturn(LastAckHooks.class, "writeReturned", OUTCOME, argument(descriptor));
    }

    private static HookCall notSent(int descriptor) {
        return onThrow(LastAckHooks.class, "writeFailed", OUTCOME, argument(descriptor));
    }

    public static final List<HookedType> TYPES = List.of(SOCKET, UNIX, FILE);

    private DispatcherHooks() {}
}
