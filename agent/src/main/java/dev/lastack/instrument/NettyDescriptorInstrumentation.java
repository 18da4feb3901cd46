package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.Value.OUTCOME;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckNettyHooks;
import java.util.List;

/** The descriptors of Netty's native transports. */
final class NettyDescriptorInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.unix.FileDescriptor";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        // once for each descriptor, before its number can be used again
        return List.of(Hook.required(
                "markClosed",
                methodNamed("markClosed", 0),
                onReturn(LastAckNettyHooks.class, "markedClosed", OUTCOME, field("fd"))));
    }
}
