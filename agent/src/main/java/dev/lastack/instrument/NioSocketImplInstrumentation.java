package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.SOCKET_ADDRESS;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.OUTCOME;
import static dev.lastack.instrument.Value.SELF;
import static dev.lastack.instrument.Value.argument;

import java.net.LastAckHooks;
import java.util.List;

/**
 * {@code java.net.Socket} and {@code ServerSocket}: the one implementation since JDK 13. Locks held inside: none of its
 * own, but Socket's around close.
 */
final class NioSocketImplInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.NioSocketImpl";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // two further overloads delegate to this one
                Hook.required(
                        "connect",
                        method("connect", SOCKET_ADDRESS, "int"),
                        onReturn(LastAckHooks.class, "socketConnected", SELF)),
                Hook.required(
                        "accept",
                        method("accept", "java.net.SocketImpl"),
                        onReturn(LastAckHooks.class, "socketAccepted", SELF, argument(0))),
                Hook.required("close", method("close"), onEnter(LastAckHooks.class, "socketClosing", SELF)),
                Hook.required(
                        "shutdownInput",
                        method("shutdownInput"),
                        onEnter(LastAckHooks.class, "socketInputShuttingDown", SELF)),
                Hook.required(
                        "shutdownOutput",
                        method("shutdownOutput"),
                        onEnter(LastAckHooks.class, "socketOutputShuttingDown", SELF),
                        onReturn(LastAckHooks.class, "socketOutputShutDown", SELF)),
                // End-of-stream is sticky here: after one that was in flight while hooks went in, the dispatcher is
                // not asked again.
                Hook.required(
                        "read",
                        method("read", "[B", "int", "int"),
                        onReturn(LastAckHooks.class, "socketReadReturned", OUTCOME, SELF)));
    }
}
