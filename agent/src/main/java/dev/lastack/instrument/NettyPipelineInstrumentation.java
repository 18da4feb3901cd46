package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Where every transport of Netty tells the handlers what has happened, on the event loop. */
final class NettyPipelineInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.DefaultChannelPipeline";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("fireChannelActive", methodNamed("fireChannelActive", 0), ActiveAdvice.class),
                Hook.required("fireChannelRead", methodNamed("fireChannelRead", 1), ReadAdvice.class),
                Hook.required("fireExceptionCaught", methodNamed("fireExceptionCaught", 1), ExceptionAdvice.class));
    }

    static final class ActiveAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue(value = "channel", typing = Assigner.Typing.DYNAMIC) Object channel) {
            LastAckNettyHooks.active(channel);
        }
    }

    static final class ReadAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue(value = "channel", typing = Assigner.Typing.DYNAMIC) Object channel) {
            LastAckNettyHooks.received(channel);
        }
    }

    static final class ExceptionAdvice {
        @Advice.OnMethodEnter
        static void onEnter(
                @Advice.FieldValue(value = "channel", typing = Assigner.Typing.DYNAMIC) Object channel,
                @Advice.Argument(0) Throwable error) {
            LastAckNettyHooks.failed(channel, error);
        }
    }
}
