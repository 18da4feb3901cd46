package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.Value.argument;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckNettyHooks;
import java.util.List;

/** Who switches reading off: from then on nobody but the kernel knows of the remote's FIN. */
final class NettyConfigInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.DefaultChannelConfig";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "setAutoRead",
                methodNamed("setAutoRead", 1),
                onEnter(LastAckNettyHooks.class, "autoRead", field("channel"), argument(0))));
    }
}
