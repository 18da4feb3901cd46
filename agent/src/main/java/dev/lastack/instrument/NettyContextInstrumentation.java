package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;
import static dev.lastack.instrument.Methods.methodTaking;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** What code asks of a Netty channel, on its own thread: every way in leads through a handler's context. */
final class NettyContextInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.AbstractChannelHandlerContext";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("close", methodNamed("close", 1), CloseAdvice.class),
                Hook.required(
                        "write",
                        methodTaking("write", "java.lang.Object", "boolean", "*ChannelPromise"),
                        WriteAdvice.class));
    }

    static final class CloseAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue(value = "pipeline", typing = Assigner.Typing.DYNAMIC) Object pipeline) {
            LastAckNettyHooks.closeAsked(pipeline);
        }
    }

    static final class WriteAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue(value = "pipeline", typing = Assigner.Typing.DYNAMIC) Object pipeline) {
            LastAckNettyHooks.writeAsked(pipeline);
        }
    }
}
