package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckNettyHooks;
import java.util.List;

/**
 * Where a native transport of Netty deals with the end of a channel's input: after end-of-stream, and after a read that
 * failed. One type for each transport; kqueue is written from its sources and was never run.
 */
final class NettyInputEndInstrumentation implements TypeInstrumentation {

    private final String typeName;

    NettyInputEndInstrumentation(String typeName) {
        this.typeName = typeName;
    }

    static NettyInputEndInstrumentation epoll() {
        return new NettyInputEndInstrumentation("netty.channel.epoll.AbstractEpollChannel$AbstractEpollUnsafe");
    }

    static NettyInputEndInstrumentation kqueue() {
        return new NettyInputEndInstrumentation("netty.channel.kqueue.AbstractKQueueChannel$AbstractKQueueUnsafe");
    }

    static NettyInputEndInstrumentation ioUring() {
        return new NettyInputEndInstrumentation("netty.channel.uring.AbstractIoUringChannel$AbstractUringUnsafe");
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required(
                        "shutdownInput",
                        methodNamed("shutdownInput", 1),
                        onEnter(LastAckNettyHooks.class, "inputEnded", field("this$0"))),
                // io_uring's own: it cancels what is under way before it closes
                Hook.optional("close", methodNamed("close", 3), NettyUnsafeInstrumentation.CLOSING));
    }
}
