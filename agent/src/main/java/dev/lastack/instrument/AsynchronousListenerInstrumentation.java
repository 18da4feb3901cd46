package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;
import static dev.lastack.instrument.Methods.methodOnDescriptor;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** {@code AsynchronousServerSocketChannel} as it is on Unix: accepts end on threads that know nobody. */
final class AsynchronousListenerInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.UnixAsynchronousServerSocketChannelImpl";
    }

    @Override
    public boolean optional() {
        return true; // Windows has another
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required(
                        "implAccept",
                        method("implAccept", "java.lang.Object", "java.nio.channels.CompletionHandler"),
                        AskAcceptAdvice.class),
                // JDK 17 hands an AccessControlContext on
                Hook.required(
                        "finishAccept", methodOnDescriptor("finishAccept"), FinishAsynchronousAcceptAdvice.class));
    }

    /** A listener has one accept at a time. */
    static final class AskAcceptAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This Object self) {
            LastAckHooks.remember(self);
        }
    }

    static final class FinishAsynchronousAcceptAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This Object self) {
            LastAckHooks.beginWork(self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit() {
            LastAckHooks.endWork();
        }
    }
}
