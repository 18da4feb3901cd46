package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Who starts a thread: a library's own threads connect and accept, and no frame of theirs is the application's. */
final class ThreadInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "java.lang.Thread";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("start", method("start"), StartAdvice.class),
                // JDK 21 and later: how executors start theirs
                Hook.optional("start", method("start", "jdk.internal.vm.ThreadContainer"), StartAdvice.class));
    }

    static final class StartAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This Object self) {
            LastAckHooks.remember(self);
        }
    }
}
