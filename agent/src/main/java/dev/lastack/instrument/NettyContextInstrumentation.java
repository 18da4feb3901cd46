package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.MethodPattern.methodTaking;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckNettyHooks;
import java.util.List;

/** What code asks of a Netty channel, on its own thread: every way in leads through a handler's context. */
final class NettyContextInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.AbstractChannelHandlerContext";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required(
                        "close",
                        methodNamed("close", 1),
                        onEnter(LastAckNettyHooks.class, "closeAsked", field("pipeline"))),
                Hook.required(
                        "write",
                        methodTaking("write", "java.lang.Object", "boolean", "*ChannelPromise"),
                        onEnter(LastAckNettyHooks.class, "writeAsked", field("pipeline"))));
    }
}
