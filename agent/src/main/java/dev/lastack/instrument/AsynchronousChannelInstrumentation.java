package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.MethodPattern.SOCKET_ADDRESS;
import static dev.lastack.instrument.MethodPattern.constructor;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.SELF;
import static dev.lastack.instrument.Value.argument;
import static dev.lastack.instrument.Value.constant;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckAskHooks;
import java.net.LastAckHooks;
import java.util.List;

/** {@code AsynchronousSocketChannel} as it is on Unix. */
final class AsynchronousChannelInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.UnixAsynchronousSocketChannelImpl";
    }

    @Override
    public boolean optional() {
        return true; // Windows has another
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // on the caller's thread: the only place that knows who asked
                Hook.required(
                        "implConnect",
                        method(
                                "implConnect",
                                SOCKET_ADDRESS,
                                "java.lang.Object",
                                "java.nio.channels.CompletionHandler"),
                        onEnter(
                                LastAckHooks.class,
                                "connectAsked",
                                field("fd"),
                                SELF,
                                constant(LastAckHooks.AIO),
                                argument(0))),
                Hook.required(
                        "setConnected",
                        method("setConnected"),
                        onReturn(
                                LastAckHooks.class,
                                "channelConnected",
                                field("fd"),
                                SELF,
                                constant(LastAckHooks.AIO),
                                field("remoteAddress"),
                                field("localAddress"))),
                Hook.required(
                        "<init>",
                        constructor("sun.nio.ch.Port", DESCRIPTOR, "java.net.InetSocketAddress"),
                        onReturn(
                                LastAckHooks.class,
                                "channelAccepted",
                                SELF,
                                argument(1),
                                constant(LastAckHooks.AIO),
                                argument(2),
                                field("localAddress"))),
                // on the caller's thread; the read itself may come later, on a thread that knows nobody
                Hook.required("implRead", transfer("implRead"), asked(false)),
                Hook.required("implWrite", transfer("implWrite"), asked(true)),
                Hook.required("implClose", method("implClose"), onEnter(LastAckHooks.class, "closing", field("fd"))));
    }

    private static HookCall asked(boolean write) {
        return onEnter(LastAckAskHooks.class, "asked", field("fd"), constant(write));
    }

    private static MethodPattern transfer(String name) {
        return method(
                name,
                "boolean",
                "java.nio.ByteBuffer",
                "[Ljava.nio.ByteBuffer;",
                "long",
                "java.util.concurrent.TimeUnit",
                "java.lang.Object",
                "java.nio.channels.CompletionHandler");
    }
}
