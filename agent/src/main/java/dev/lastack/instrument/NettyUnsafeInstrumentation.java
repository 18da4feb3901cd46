package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
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
                Hook.required("close", methodNamed("close", 3, 4), CloseAdvice.class));
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
}
