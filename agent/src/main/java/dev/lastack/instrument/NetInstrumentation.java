package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onThrow;
import static dev.lastack.instrument.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.OUTCOME;
import static dev.lastack.instrument.Value.argument;

import java.net.LastAckHooks;
import java.util.List;

/** The one place where every transport's connect, and every socket option, becomes a system call. */
final class NetInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.Net";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // tells of those that found no local port
                Hook.required(
                        "connect",
                        method("connect", "java.net.ProtocolFamily", DESCRIPTOR, "java.net.InetAddress", "int"),
                        onThrow(LastAckHooks.class, "connectFailed", OUTCOME, argument(1), argument(2), argument(3))),
                // An overload with three arguments delegates to this one. Before it is so: a close may follow at once.
                Hook.required(
                        "setSocketOption",
                        method(
                                "setSocketOption",
                                DESCRIPTOR,
                                "java.net.ProtocolFamily",
                                "java.net.SocketOption",
                                "java.lang.Object"),
                        onEnter(LastAckHooks.class, "optionSet", argument(2), argument(3))));
    }
}
