package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Who switches reading off: from then on nobody but the kernel knows of the remote's FIN. */
final class NettyConfigInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.DefaultChannelConfig";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required("setAutoRead", methodNamed("setAutoRead", 1), AutoReadAdvice.class));
    }

    static final class AutoReadAdvice {
        @Advice.OnMethodEnter
        static void onEnter(
                @Advice.FieldValue(value = "channel", typing = Assigner.Typing.DYNAMIC) Object channel,
                @Advice.Argument(0) boolean on) {
            LastAckNettyHooks.autoRead(channel, on);
        }
    }
}
