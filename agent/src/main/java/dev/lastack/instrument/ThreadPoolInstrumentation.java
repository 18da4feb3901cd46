package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.config.Settings;
import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Who submits the tasks of {@code ThreadPoolExecutor}. */
final class ThreadPoolInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "java.util.concurrent.ThreadPoolExecutor";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.executorHandover();
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("execute", method("execute", "java.lang.Runnable"), ExecuteAdvice.class),
                Hook.required(
                        "beforeExecute",
                        method("beforeExecute", "java.lang.Thread", "java.lang.Runnable"),
                        BeforeExecuteAdvice.class),
                Hook.required(
                        "afterExecute",
                        method("afterExecute", "java.lang.Runnable", "java.lang.Throwable"),
                        AfterExecuteAdvice.class));
    }

    static final class ExecuteAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(0) Object task) {
            LastAckHooks.remember(task);
        }
    }

    /** What overrides it is expected to call it, as its documentation says. */
    static final class BeforeExecuteAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(1) Object task) {
            LastAckHooks.beginTask(task);
        }
    }

    static final class AfterExecuteAdvice {
        @Advice.OnMethodEnter
        static void onEnter() {
            LastAckHooks.endTask();
        }
    }
}
