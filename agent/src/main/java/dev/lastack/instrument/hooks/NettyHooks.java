package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.optional;
import static dev.lastack.instrument.weave.Hook.required;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.HookedType.anywhere;
import static dev.lastack.instrument.weave.MethodPattern.methodNamed;
import static dev.lastack.instrument.weave.MethodPattern.methodTaking;
import static dev.lastack.instrument.weave.Value.OUTCOME;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.argument;
import static dev.lastack.instrument.weave.Value.field;

import dev.lastack.instrument.weave.HookCall;
import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckAskHooks;
import java.net.LastAckNettyHooks;
import java.util.List;

/** Hooks in Netty 4, relocated copies too. */
public final class NettyHooks {

    private static final HookCall CLOSING = onEnter(LastAckNettyHooks.class, "closing", field("this$0"), argument(1));

    /** What every channel does under its pipeline, on any transport. */
    private static final HookedType UNSAFE = anywhere("netty.channel.AbstractChannel$AbstractUnsafe")
            .hooks(
                    // on the thread that asked for the channel: the event loop begins behind it
                    required(
                            "register",
                            methodNamed("register", 2),
                            onEnter(LastAckNettyHooks.class, "registering", field("this$0"))),
                    // 4.1: (promise, cause, closeCause, notify), 4.2: (promise, cause, closeCause)
                    required("close", methodNamed("close", 3, 4), CLOSING),
                    // every transport words its failed connects here
                    optional(
                            "annotateConnectException",
                            methodNamed("annotateConnectException", 2),
                            onEnter(
                                    LastAckNettyHooks.class,
                                    "connectFailed",
                                    field("this$0"),
                                    argument(0),
                                    argument(1))));

    /** Where every transport tells the handlers what has happened, on the event loop. */
    private static final HookedType PIPELINE = anywhere("netty.channel.DefaultChannelPipeline")
            .hooks(
                    required(
                            "fireChannelActive",
                            methodNamed("fireChannelActive", 0),
                            onEnter(LastAckNettyHooks.class, "active", field("channel"))),
                    required(
                            "fireChannelRead",
                            methodNamed("fireChannelRead", 1),
                            onEnter(LastAckNettyHooks.class, "received", field("channel"))),
                    required(
                            "fireExceptionCaught",
                            methodNamed("fireExceptionCaught", 1),
                            onEnter(LastAckNettyHooks.class, "failed", field("channel"), argument(0))));

    /** What code asks of a channel, on its own thread: every way in leads through a handler's context. */
    private static final HookedType CONTEXT = anywhere("netty.channel.AbstractChannelHandlerContext")
            .hooks(
                    required(
                            "close",
                            methodNamed("close", 1),
                            onEnter(LastAckNettyHooks.class, "closeAsked", field("pipeline"))),
                    required(
                            "write",
                            methodTaking("write", "java.lang.Object", "boolean", "*ChannelPromise"),
                            onEnter(LastAckNettyHooks.class, "writeAsked", field("pipeline"))));

    /** Who switches reading off: from then on nobody but the kernel knows of the remote's FIN. */
    private static final HookedType CONFIG = anywhere("netty.channel.DefaultChannelConfig")
            .hooks(required(
                    "setAutoRead",
                    methodNamed("setAutoRead", 1),
                    onEnter(LastAckNettyHooks.class, "autoRead", field("channel"), argument(0))));

    /** The descriptors of native transports. */
    private static final HookedType DESCRIPTOR = anywhere("netty.channel.unix.FileDescriptor")
            // once for each descriptor, before its number can be used again
            .hooks(required(
                    "markClosed",
                    methodNamed("markClosed", 0),
                    onReturn(LastAckNettyHooks.class, "markedClosed", OUTCOME, field("fd"))));

    /** Listening, and half-closes in native transports: the application's, and Netty's own of the input after end-of-stream. */
    private static final HookedType SOCKET = anywhere("netty.channel.unix.Socket")
            .hooks(
                    required(
                            "shutdown",
                            methodNamed("shutdown", 2),
                            onEnter(LastAckNettyHooks.class, "shuttingDown", SELF, argument(0), argument(1)),
                            onReturn(LastAckNettyHooks.class, "shutDown", SELF, argument(1))),
                    optional(
                            "listen",
                            methodNamed("listen", 1),
                            onReturn(LastAckNettyHooks.class, "listening", SELF, argument(0))));

    /**
     * The pool with a bound: whoever acquires a channel waits for a promise, and the pool's event loop connects for it.
     * (The pool without one connects on the caller's thread.)
     */
    private static final HookedType POOL = anywhere("netty.channel.pool.FixedChannelPool")
            .hooks(
                    required(
                            "acquire",
                            methodNamed("acquire", 1),
                            onEnter(LastAckAskHooks.class, "remember", argument(0))),
                    required(
                            "acquire0",
                            methodNamed("acquire0", 1),
                            onEnter(LastAckAskHooks.class, "beginWork", argument(0)),
                            onReturn(LastAckAskHooks.class, "endWork"),
                            onThrow(LastAckAskHooks.class, "endWork")));

    public static final List<HookedType> TYPES = List.of(
            UNSAFE,
            PIPELINE,
            CONTEXT,
            CONFIG,
            DESCRIPTOR,
            SOCKET,
            POOL,
            nativeInputEnd("netty.channel.epoll.AbstractEpollChannel$AbstractEpollUnsafe"),
            // written from its sources, and never run
            nativeInputEnd("netty.channel.kqueue.AbstractKQueueChannel$AbstractKQueueUnsafe"),
            nativeInputEnd("netty.channel.uring.AbstractIoUringChannel$AbstractUringUnsafe"));

    private NettyHooks() {}

    /**
     * Where a native transport deals with the end of a channel's input: after end-of-stream, and after a read that
     * failed.
     */
    private static HookedType nativeInputEnd(String typeName) {
        return anywhere(typeName)
                .hooks(
                        required(
                                "shutdownInput",
                                methodNamed("shutdownInput", 1),
                                onEnter(LastAckNettyHooks.class, "inputEnded", field("this$0"))),
                        // io_uring's own: it cancels what is under way before it closes
                        optional("close", methodNamed("close", 3), CLOSING));
    }
}
