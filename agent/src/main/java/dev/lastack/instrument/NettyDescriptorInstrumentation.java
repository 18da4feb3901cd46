package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** The descriptors of Netty's native transports. */
final class NettyDescriptorInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.unix.FileDescriptor";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required("markClosed", methodNamed("markClosed", 0), MarkClosedAdvice.class));
    }

    /** Once for each descriptor, before its number can be used again. */
    static final class MarkClosedAdvice {
        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(@Advice.FieldValue("fd") int number, @Advice.Return boolean first) {
            if (first) {
                LastAckNettyHooks.released(number);
            }
        }
    }
}
