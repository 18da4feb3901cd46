package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
import java.net.SocketAddress;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** What every channel of Netty does under its pipeline, on any transport. */
final class NettyUnsafeInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.AbstractChannel$AbstractUnsafe";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // on the thread that asked for the channel: the event loop begins behind it
                Hook.required("register", methodNamed("register", 2), RegisterAdvice.class),
                // 4.1: (promise, cause, closeCause, notify), 4.2: (promise, cause, closeCause)
                Hook.required("close", methodNamed("close", 3, 4), CloseAdvice.class),
                // every transport words its failed connects here
                Hook.optional(
                        "annotateConnectException",
                        methodNamed("annotateConnectException", 2),
                        ConnectFailedAdvice.class));
    }

    static final class RegisterAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue(value = "this$0", typing = Assigner.Typing.DYNAMIC) Object channel) {
            LastAckNettyHooks.registering(channel);
        }
    }

    static final class CloseAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue(value = "this$0", typing = Assigner.Typing.DYNAMIC) Object channel) {
            LastAckNettyHooks.closing(channel);
        }
    }

    static final class ConnectFailedAdvice {
        @Advice.OnMethodEnter
        static void onEnter(
                @Advice.FieldValue(value = "this$0", typing = Assigner.Typing.DYNAMIC) Object channel,
                @Advice.Argument(0) Throwable cause,
                @Advice.Argument(1) SocketAddress remote) {
            LastAckNettyHooks.connectFailed(channel, cause, remote);
        }
    }
}
