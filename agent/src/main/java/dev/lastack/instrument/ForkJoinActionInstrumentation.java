package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.constructor;

import dev.lastack.config.Settings;
import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What a {@code ForkJoinPool} makes of a plain {@code Runnable}, on the thread that submits it. */
final class ForkJoinActionInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "java.util.concurrent.ForkJoinTask$RunnableExecuteAction";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.executorHandover();
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required("<init>", constructor("java.lang.Runnable"), WrapAdvice.class));
    }

    static final class WrapAdvice {
        @Advice.OnMethodExit
        static void onExit(@Advice.This Object self) {
            LastAckHooks.remember(self);
        }
    }
}
