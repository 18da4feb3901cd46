package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.Value.SELF;
import static dev.lastack.instrument.Value.argument;

import java.net.LastAckNettyHooks;
import java.util.List;

/** Half-closes in Netty's native transports: the application's, and Netty's own of the input after end-of-stream. */
final class NettySocketInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.unix.Socket";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "shutdown",
                methodNamed("shutdown", 2),
                onEnter(LastAckNettyHooks.class, "shuttingDown", SELF, argument(0), argument(1)),
                onReturn(LastAckNettyHooks.class, "shutDown", SELF, argument(1))));
    }
}
