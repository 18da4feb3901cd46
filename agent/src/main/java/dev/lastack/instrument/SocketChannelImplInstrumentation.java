package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.SOCKET_ADDRESS;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.OUTCOME;
import static dev.lastack.instrument.Value.SELF;
import static dev.lastack.instrument.Value.constant;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckHooks;
import java.util.List;

/** {@code java.nio.channels.SocketChannel}, blocking, non-blocking, and through its socket adaptor. */
final class SocketChannelImplInstrumentation implements TypeInstrumentation {

    static final HookCall INPUT_SHUTTING_DOWN = onEnter(LastAckHooks.class, "inputShuttingDown", field("fd"));
    static final HookCall OUTPUT_SHUTTING_DOWN = onEnter(LastAckHooks.class, "outputShuttingDown", field("fd"));
    static final HookCall OUTPUT_SHUT_DOWN = onReturn(LastAckHooks.class, "outputShutDown", field("fd"));

    @Override
    public String typeName() {
        return "sun.nio.ch.SocketChannelImpl";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("connect", method("connect", SOCKET_ADDRESS), connected("connectReturned")),
                // true on every later call too
                Hook.required("finishConnect", method("finishConnect"), connected("connectFinished")),
                // the adaptor's connect with a time-out
                Hook.required(
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
                // not close(): an interrupt closes without it
                Hook.required(
                        "implCloseSelectableChannel",
                        method("implCloseSelectableChannel"),
                        onEnter(LastAckHooks.class, "closing", field("fd"))),
                Hook.required("shutdownInput", method("shutdownInput"), INPUT_SHUTTING_DOWN),
                Hook.required("shutdownOutput", method("shutdownOutput"), OUTPUT_SHUTTING_DOWN, OUTPUT_SHUT_DOWN));
    }

    private static HookCall connected(String hook) {
        return onReturn(
                LastAckHooks.class, hook, OUTCOME, field("fd"), SELF, field("remoteAddress"), field("localAddress"));
    }
}
