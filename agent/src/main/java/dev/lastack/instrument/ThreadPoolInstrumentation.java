package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.argument;

import dev.lastack.config.Settings;
import java.net.LastAckAskHooks;
import java.util.List;

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
                Hook.required(
                        "execute",
                        method("execute", "java.lang.Runnable"),
                        onEnter(LastAckAskHooks.class, "remember", argument(0))),
                // what overrides it is expected to call it, as its documentation says
                Hook.required(
                        "beforeExecute",
                        method("beforeExecute", "java.lang.Thread", "java.lang.Runnable"),
                        onEnter(LastAckAskHooks.class, "beginTask", argument(1))),
                Hook.required(
                        "afterExecute",
                        method("afterExecute", "java.lang.Runnable", "java.lang.Throwable"),
                        onEnter(LastAckAskHooks.class, "endTask")));
    }
}
