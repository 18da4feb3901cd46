package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.MethodPattern.SOCKET_ADDRESS;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.OUTCOME;
import static dev.lastack.instrument.Value.argument;
import static dev.lastack.instrument.Value.constant;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckHooks;
import java.util.List;

/** Accepted channels: accept and blockingAccept both end in finishAccept. */
final class ServerSocketChannelImplInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.ServerSocketChannelImpl";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "finishAccept",
                method("finishAccept", DESCRIPTOR, SOCKET_ADDRESS),
                onReturn(
                        LastAckHooks.class,
                        "channelAccepted",
                        OUTCOME,
                        argument(0),
                        constant(LastAckHooks.NIO),
                        argument(1),
                        field("localAddress"))));
    }
}
