package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.config.Settings;
import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Every task of a {@code ForkJoinPool} is run by this method. */
final class ForkJoinTaskInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "java.util.concurrent.ForkJoinTask";
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.executorHandover();
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required("doExec", method("doExec"), DoExecAdvice.class));
    }

    static final class DoExecAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This Object self) {
            LastAckHooks.beginTask(self);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit() {
            LastAckHooks.endTask();
        }
    }
}
