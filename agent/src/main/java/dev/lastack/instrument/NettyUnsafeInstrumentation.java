package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.Value.argument;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckNettyHooks;
import java.util.List;

/** What every channel of Netty does under its pipeline, on any transport. */
final class NettyUnsafeInstrumentation implements TypeInstrumentation {

    static final HookCall CLOSING = onEnter(LastAckNettyHooks.class, "closing", field("this$0"), argument(1));

    @Override
    public String typeName() {
        return "netty.channel.AbstractChannel$AbstractUnsafe";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // on the thread that asked for the channel: the event loop begins behind it
                Hook.required(
                        "register",
                        methodNamed("register", 2),
                        onEnter(LastAckNettyHooks.class, "registering", field("this$0"))),
                // 4.1: (promise, cause, closeCause, notify), 4.2: (promise, cause, closeCause)
                Hook.required("close", methodNamed("close", 3, 4), CLOSING),
                // every transport words its failed connects here
                Hook.optional(
                        "annotateConnectException",
                        methodNamed("annotateConnectException", 2),
                        onEnter(LastAckNettyHooks.class, "connectFailed", field("this$0"), argument(0), argument(1))));
    }
}
