package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.HookCall.onThrow;
import static dev.lastack.instrument.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.MethodPattern.methodOnDescriptor;
import static dev.lastack.instrument.Value.OUTCOME;
import static dev.lastack.instrument.Value.argument;

import java.net.LastAckHooks;
import java.util.List;

/**
 * The one place through which every read and write of Socket, SocketChannel and AsynchronousSocketChannel goes. Unix-
 * domain channels too: they have no record, so they fall out. Called with the implementation's read or write lock held.
 */
final class SocketDispatcherInstrumentation implements TypeInstrumentation {

    private static final HookCall READ = onReturn(LastAckHooks.class, "readReturned", OUTCOME, argument(0));
    private static final HookCall READ_FAILED = onThrow(LastAckHooks.class, "readFailed", OUTCOME, argument(0));
    private static final HookCall WRITTEN = onReturn(LastAckHooks.class, "writeReturned", OUTCOME, argument(0));
    private static final HookCall WRITE_FAILED = onThrow(LastAckHooks.class, "writeFailed", OUTCOME, argument(0));

    /** At enter: the number can be used again the moment close returns. */
    static final HookCall RELEASED = onEnter(LastAckHooks.class, "released", argument(0));

    /** dup2 of a marker over the number: the TCP socket is closed, the number stays taken. */
    static final HookCall LEAVING = onEnter(LastAckHooks.class, "leaving", argument(0));

    @Override
    public String typeName() {
        return "sun.nio.ch.SocketDispatcher";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("read", method("read", DESCRIPTOR, "long", "int"), READ, READ_FAILED),
                Hook.required("readv", method("readv", DESCRIPTOR, "long", "int"), READ, READ_FAILED),
                Hook.required("write", method("write", DESCRIPTOR, "long", "int"), WRITTEN, WRITE_FAILED),
                Hook.required("writev", method("writev", DESCRIPTOR, "long", "int"), WRITTEN, WRITE_FAILED),
                // JDK 17 only; JDK 21 and later have them in UnixDispatcher
                Hook.optional("close", method("close", DESCRIPTOR), RELEASED),
                Hook.optional("preClose", methodOnDescriptor("preClose"), LEAVING));
    }
}
