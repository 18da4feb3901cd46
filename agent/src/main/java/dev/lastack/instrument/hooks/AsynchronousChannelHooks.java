package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.required;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.HookedType.boot;
import static dev.lastack.instrument.weave.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.weave.MethodPattern.SOCKET_ADDRESS;
import static dev.lastack.instrument.weave.MethodPattern.constructor;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.MethodPattern.methodOnDescriptor;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.argument;
import static dev.lastack.instrument.weave.Value.constant;
import static dev.lastack.instrument.weave.Value.field;

import dev.lastack.instrument.weave.HookCall;
import dev.lastack.instrument.weave.HookedType;
import dev.lastack.instrument.weave.MethodPattern;
import java.net.LastAckAskHooks;
import java.net.LastAckHooks;
import java.util.List;

/** Hooks in {@code java.nio.channels.AsynchronousSocketChannel} and its listener, as they are on Unix. */
public final class AsynchronousChannelHooks {

    private static final HookedType CHANNEL = boot("sun.nio.ch.UnixAsynchronousSocketChannelImpl")
            .optional() // Windows has another
            .hooks(
                    // on the caller's thread: the only place that knows who asked
                    required(
                            "implConnect",
                            method(
                                    "implConnect",
                                    SOCKET_ADDRESS,
                                    "java.lang.Object",
                                    "java.nio.channels.CompletionHandler"),
                            onEnter(
                                    LastAckHooks.class,
                                    "connectAsked",
                                    field("fd"),
                                    SELF,
                                    constant(LastAckHooks.AIO),
                                    argument(0))),
                    required(
                            "setConnected",
                            method("setConnected"),
                            onReturn(
                                    LastAckHooks.class,
                                    "channelConnected",
                                    field("fd"),
                                    SELF,
                                    constant(LastAckHooks.AIO),
                                    field("remoteAddress"),
                                    field("localAddress"))),
                    required(
                            "<init>",
                            constructor("sun.nio.ch.Port"),
                            onReturn(LastAckHooks.class, "channelMade", field("fd"), SELF, constant(LastAckHooks.AIO))),
                    required(
                            "<init>",
                            constructor("sun.nio.ch.Port", DESCRIPTOR, "java.net.InetSocketAddress"),
                            onReturn(
                                    LastAckHooks.class,
                                    "channelAccepted",
                                    SELF,
                                    argument(1),
                                    constant(LastAckHooks.AIO),
                                    argument(2),
                                    field("localAddress"))),
                    // on the caller's thread; the read itself may come later, on a thread that knows nobody
                    required("implRead", transfer("implRead"), asked(false)),
                    required("implWrite", transfer("implWrite"), asked(true)),
                    required("implClose", method("implClose"), onEnter(LastAckHooks.class, "closing", field("fd"))));

    /** Half-close stands in the channel's superclass. */
    private static final HookedType HALF_CLOSE = boot("sun.nio.ch.AsynchronousSocketChannelImpl")
            .hooks(
                    required("shutdownInput", method("shutdownInput"), ChannelHooks.INPUT_SHUTTING_DOWN),
                    required(
                            "shutdownOutput",
                            method("shutdownOutput"),
                            ChannelHooks.OUTPUT_SHUTTING_DOWN,
                            ChannelHooks.OUTPUT_SHUT_DOWN));

    /** Accepts end on threads that know nobody. */
    private static final HookedType LISTENER = boot("sun.nio.ch.UnixAsynchronousServerSocketChannelImpl")
            .optional() // Windows has another
            .hooks(
                    // a listener has one accept at a time
                    required(
                            "implAccept",
                            method("implAccept", "java.lang.Object", "java.nio.channels.CompletionHandler"),
                            onEnter(LastAckAskHooks.class, "remember", SELF)),
                    // JDK 17 hands an AccessControlContext on
                    required(
                            "finishAccept",
                            methodOnDescriptor("finishAccept"),
                            onEnter(LastAckHooks.class, "acceptedFrom", field("fd")),
                            onEnter(LastAckAskHooks.class, "beginWork", SELF),
                            onReturn(LastAckAskHooks.class, "endWork"),
                            onThrow(LastAckAskHooks.class, "endWork")));

    /** Binding stands in the listener's superclass. */
    private static final HookedType BINDING = boot("sun.nio.ch.AsynchronousServerSocketChannelImpl")
            .hooks(required(
                    "bind",
                    method("bind", SOCKET_ADDRESS, "int"),
                    onReturn(LastAckHooks.class, "listening", field("fd"), constant(LastAckHooks.AIO), argument(1))));

    public static final List<HookedType> TYPES = List.of(CHANNEL, HALF_CLOSE, LISTENER, BINDING);

    private AsynchronousChannelHooks() {}

    private static HookCall asked(boolean write) {
        return onEnter(LastAckAskHooks.class, "asked", field("fd"), constant(write));
    }

    private static MethodPattern transfer(String name) {
        return method(
                name,
                "boolean",
                "java.nio.ByteBuffer",
                "[Ljava.nio.ByteBuffer;",
                "long",
                "java.util.concurrent.TimeUnit",
                "java.lang.Object",
                "java.nio.channels.CompletionHandler");
    }
}
