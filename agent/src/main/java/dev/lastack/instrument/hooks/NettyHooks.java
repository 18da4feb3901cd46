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

import dev.lastack.instrument.weave.ClassFileScan;
import dev.lastack.instrument.weave.HookCall;
import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckAskHooks;
import java.net.LastAckNettyHooks;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Hooks in Netty 4, relocated copies too. */
public final class NettyHooks {

    private static final String UNIX_DESCRIPTOR = "netty.channel.unix.FileDescriptor";
    private static final String RELEASE = "casState";

    /** What only Netty 3 has in its classes of these names, under whatever prefix: it is on the JDK's channels anyway. */
    private static final byte[] PIPELINE_OF_3 = "sendUpstream".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] CONFIG_OF_3 = "setPipelineFactory".getBytes(StandardCharsets.US_ASCII);

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
            .mayBe(classFile -> !ClassFileScan.contains(classFile, PIPELINE_OF_3), loaded -> true)
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
            .mayBe(classFile -> !ClassFileScan.contains(classFile, CONFIG_OF_3), loaded -> true)
            .hooks(required(
                    "setAutoRead",
                    methodNamed("setAutoRead", 1),
                    onEnter(LastAckNettyHooks.class, "autoRead", field("channel"), argument(0))));

    /** The descriptors of native transports. */
    private static final HookedType DESCRIPTOR = anywhere(UNIX_DESCRIPTOR)
            // once for each descriptor it is closed by this, before its number can be used again; markClosed, which is
            // above it, is not there from 4.1.0 to 4.1.53
            .hooks(required(
                    RELEASE,
                    methodNamed("casState", 2),
                    onReturn(LastAckNettyHooks.class, "stateChanged", OUTCOME, argument(1), field("fd"))));

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

    /** Without this hook a native channel would never be seen to end: then none of them may have a record. */
    public static boolean tellsOfNativeEnds(String missing) {
        return missing.startsWith(UNIX_DESCRIPTOR + "." + RELEASE);
    }

    /**
     * Where a native transport deals with the end of a channel's input: after end-of-stream, and after a read that
     * failed.
     */
    private static HookedType nativeInputEnd(String typeName) {
        return anywhere(typeName)
                .hooks(
                        required(
                                "shutdownInput",
                                methodNamed("shutdownInput", 0, 1), // none in 4.1.0
                                onEnter(LastAckNettyHooks.class, "inputEnded", field("this$0"))),
                        // io_uring's own: it cancels what is under way before it closes
                        optional("close", methodNamed("close", 3), CLOSING));
    }
}
