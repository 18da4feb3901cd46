package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.config.Settings;
import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Who submits to {@code ForkJoinPool}: what {@code CompletableFuture} runs asynchronously is a task of its own already. */
final class ForkJoinPoolInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "java.util.concurrent.ForkJoinPool";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.executorHandover();
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required("execute", method("execute", "java.lang.Runnable"), ForkJoinExecuteAdvice.class));
    }

    static final class ForkJoinExecuteAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(0) Object task) {
            LastAckHooks.remember(task);
        }
    }
}
