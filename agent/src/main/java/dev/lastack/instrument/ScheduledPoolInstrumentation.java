package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.config.Settings;
import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Who schedules: each task of {@code ScheduledThreadPoolExecutor} comes by here once, however often it is run. */
final class ScheduledPoolInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "java.util.concurrent.ScheduledThreadPoolExecutor";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.executorHandover();
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "delayedExecute",
                method("delayedExecute", "java.util.concurrent.RunnableScheduledFuture"),
                DelayedExecuteAdvice.class));
    }

    static final class DelayedExecuteAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(0) Object task) {
            LastAckHooks.remember(task);
        }
    }
}
