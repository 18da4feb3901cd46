package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.HookCall.onThrow;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.SELF;

import dev.lastack.config.Settings;
import java.net.LastAckAskHooks;
import java.util.List;

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
        return List.of(Hook.required(
                "doExec",
                method("doExec"),
                onEnter(LastAckAskHooks.class, "beginTask", SELF),
                onReturn(LastAckAskHooks.class, "endTask"),
                onThrow(LastAckAskHooks.class, "endTask")));
    }
}
