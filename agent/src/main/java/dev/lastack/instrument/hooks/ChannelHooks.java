package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.optional;
import static dev.lastack.instrument.weave.Hook.required;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookedType.boot;
import static dev.lastack.instrument.weave.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.weave.MethodPattern.SOCKET_ADDRESS;
import static dev.lastack.instrument.weave.MethodPattern.constructor;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.MethodPattern.methodNamed;
import static dev.lastack.instrument.weave.Value.OUTCOME;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.argument;
import static dev.lastack.instrument.weave.Value.constant;
import static dev.lastack.instrument.weave.Value.field;

import dev.lastack.instrument.weave.HookCall;
import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckHooks;
import java.util.List;

/** Hooks in {@code java.nio.channels.SocketChannel}, {@code ServerSocketChannel} and {@code Selector}. */
public final class ChannelHooks {

    static final HookCall INPUT_SHUTTING_DOWN = onEnter(LastAckHooks.class, "inputShuttingDown", field("fd"));
    static final HookCall OUTPUT_SHUTTING_DOWN = onEnter(LastAckHooks.class, "outputShuttingDown", field("fd"));
    static final HookCall OUTPUT_SHUT_DOWN = onReturn(LastAckHooks.class, "outputShutDown", field("fd"));

    /** Blocking, non-blocking, and through its socket adaptor. */
    private static final HookedType CHANNEL = boot("sun.nio.ch.SocketChannelImpl")
            .hooks(
                    required("connect", method("connect", SOCKET_ADDRESS), connected("connectReturned")),
                    // true on every later call too
                    required("finishConnect", method("finishConnect"), connected("connectFinished")),
                    // the adaptor's connect with a time-out
                    required(
                            "blockingConnect",
                            method("blockingConnect", SOCKET_ADDRESS, "long"),
                            onReturn(
                                    LastAckHooks.class,
                                    "channelConnected",
                                    field("fd"),
                                    SELF,
                                    constant(LastAckHooks.NIO),
                                    field("remoteAddress"),
                                    field("localAddress"))),
                    // the constructor that takes no family delegates to this one
                    required(
                            "<init>",
                            constructor("java.nio.channels.spi.SelectorProvider", "java.net.ProtocolFamily"),
                            onReturn(LastAckHooks.class, "channelMade", field("fd"), SELF, constant(LastAckHooks.NIO))),
                    // not close(): an interrupt closes without it
                    required(
                            "implCloseSelectableChannel",
                            method("implCloseSelectableChannel"),
                            onEnter(LastAckHooks.class, "closing", field("fd")),
                            OUTPUT_SHUT_DOWN),
                    required("shutdownInput", method("shutdownInput"), INPUT_SHUTTING_DOWN),
                    required("shutdownOutput", method("shutdownOutput"), OUTPUT_SHUTTING_DOWN, OUTPUT_SHUT_DOWN));

    /** Accepted channels: accept and blockingAccept both end in finishAccept. */
    private static final HookedType LISTENER = boot("sun.nio.ch.ServerSocketChannelImpl")
            .hooks(
                    required(
                            "bind",
                            method("bind", SOCKET_ADDRESS, "int"),
                            onReturn(
                                    LastAckHooks.class,
                                    "listening",
                                    field("fd"),
                                    constant(LastAckHooks.NIO),
                                    argument(1))),
                    required(
                            "finishAccept",
                            method("finishAccept", DESCRIPTOR, SOCKET_ADDRESS),
                            onEnter(LastAckHooks.class, "acceptedFrom", field("fd")),
                            onReturn(
                                    LastAckHooks.class,
                                    "channelAccepted",
                                    OUTCOME,
                                    argument(0),
                                    constant(LastAckHooks.NIO),
                                    argument(1),
                                    field("localAddress"))));

    /** Every select() ends here; a JDK that has it elsewhere tells less of connections from before the agent. */
    private static final HookedType SELECTOR = boot("sun.nio.ch.SelectorImpl")
            .hooks(optional(
                    "lockAndDoSelect",
                    methodNamed("lockAndDoSelect", 2),
                    onEnter(LastAckHooks.class, "selecting", SELF)));

    public static final List<HookedType> TYPES = List.of(CHANNEL, LISTENER, SELECTOR);

    private ChannelHooks() {}

    private static HookCall connected(String hook) {
        return onReturn(
                LastAckHooks.class, hook, OUTCOME, field("fd"), SELF, field("remoteAddress"), field("localAddress"));
    }
}
