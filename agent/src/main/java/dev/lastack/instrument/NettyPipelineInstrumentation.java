package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.Value.argument;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckNettyHooks;
import java.util.List;

/** Where every transport of Netty tells the handlers what has happened, on the event loop. */
final class NettyPipelineInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.DefaultChannelPipeline";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required(
                        "fireChannelActive",
                        methodNamed("fireChannelActive", 0),
                        onEnter(LastAckNettyHooks.class, "active", field("channel"))),
                Hook.required(
                        "fireChannelRead",
                        methodNamed("fireChannelRead", 1),
                        onEnter(LastAckNettyHooks.class, "received", field("channel"))),
                Hook.required(
                        "fireExceptionCaught",
                        methodNamed("fireExceptionCaught", 1),
                        onEnter(LastAckNettyHooks.class, "failed", field("channel"), argument(0))));
    }
}
