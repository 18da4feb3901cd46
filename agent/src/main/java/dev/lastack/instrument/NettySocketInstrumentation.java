package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckNettyHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Half-closes in Netty's native transports: the application's, and Netty's own of the input after end-of-stream. */
final class NettySocketInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.unix.Socket";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required("shutdown", methodNamed("shutdown", 2), ShutdownAdvice.class));
    }

    static final class ShutdownAdvice {
        @Advice.OnMethodEnter
        static void onEnter(
                @Advice.This Object socket, @Advice.Argument(0) boolean input, @Advice.Argument(1) boolean output) {
            LastAckNettyHooks.shuttingDown(socket, input, output);
        }

        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(@Advice.This Object socket, @Advice.Argument(1) boolean output) {
            LastAckNettyHooks.shutDown(socket, output);
        }
    }
}
