package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.required;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.HookedType.boot;
import static dev.lastack.instrument.weave.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.weave.MethodPattern.SOCKET_ADDRESS;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.Value.OUTCOME;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.argument;
import static dev.lastack.instrument.weave.Value.field;

import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckHooks;
import java.util.List;

/** Hooks in {@code java.net.Socket} and {@code ServerSocket}, and in what every connect goes through. */
public final class JavaNetHooks {

    /** The one place where every transport's connect, and every socket option, becomes a system call. */
    private static final HookedType NET = boot("sun.nio.ch.Net")
            .hooks(
                    // tells of those that found no local port
                    required(
                            "connect",
                            method("connect", "java.net.ProtocolFamily", DESCRIPTOR, "java.net.InetAddress", "int"),
                            onThrow(
                                    LastAckHooks.class,
                                    "connectFailed",
                                    OUTCOME,
                                    argument(1),
                                    argument(2),
                                    argument(3))),
                    // An overload with three arguments delegates to this one. Before it is so: a close may follow at
                    // once.
                    required(
                            "setSocketOption",
                            method(
                                    "setSocketOption",
                                    DESCRIPTOR,
                                    "java.net.ProtocolFamily",
                                    "java.net.SocketOption",
                                    "java.lang.Object"),
                            onEnter(LastAckHooks.class, "optionSet", argument(0), argument(2), argument(3))));

    /** The one implementation since JDK 13. Locks held inside: none of its own, but Socket's around close. */
    private static final HookedType SOCKET = boot("sun.nio.ch.NioSocketImpl")
            .hooks(
                    // Two further overloads delegate to this one. Until JDK 24 a Socket can be one of UDP.
                    required(
                            "connect",
                            method("connect", SOCKET_ADDRESS, "int"),
                            onReturn(LastAckHooks.class, "socketConnected", SELF, field("stream", true))),
                    required(
                            "accept",
                            method("accept", "java.net.SocketImpl"),
                            onReturn(LastAckHooks.class, "socketAccepted", SELF, argument(0))),
                    required(
                            "listen",
                            method("listen", "int"),
                            onReturn(LastAckHooks.class, "socketListening", SELF, argument(0))),
                    required("close", method("close"), onEnter(LastAckHooks.class, "socketClosing", SELF)),
                    required(
                            "shutdownInput",
                            method("shutdownInput"),
                            onEnter(LastAckHooks.class, "socketInputShuttingDown", SELF)),
                    required(
                            "shutdownOutput",
                            method("shutdownOutput"),
                            onEnter(LastAckHooks.class, "socketOutputShuttingDown", SELF),
                            onReturn(LastAckHooks.class, "socketOutputShutDown", SELF)),
                    // End-of-stream is sticky here: after one that was in flight while hooks went in, the dispatcher
                    // is not asked again.
                    required(
                            "read",
                            method("read", "[B", "int", "int"),
                            onReturn(LastAckHooks.class, "socketReadReturned", OUTCOME, SELF)));

    public static final List<HookedType> TYPES = List.of(NET, SOCKET);

    private JavaNetHooks() {}
}
