package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.argument;

import dev.lastack.config.Settings;
import java.net.LastAckAskHooks;
import java.util.List;

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
                onEnter(LastAckAskHooks.class, "remember", argument(0))));
    }
}
