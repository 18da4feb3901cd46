package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

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
                Hook.required("shutdownInput", methodNamed("shutdownInput", 1), ShutdownInputAdvice.class),
                // io_uring's own: it cancels what is under way before it closes
                Hook.optional("close", methodNamed("close", 3), NettyUnsafeInstrumentation.CloseAdvice.class));
    }

    static final class ShutdownInputAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue(value = "this$0", typing = Assigner.Typing.DYNAMIC) Object channel) {
            LastAckNettyHooks.inputEnded(channel);
        }
    }
}
