package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.argument;

import dev.lastack.config.Settings;
import java.net.LastAckAskHooks;
import java.util.List;

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
        return List.of(Hook.required(
                "execute",
                method("execute", "java.lang.Runnable"),
                onEnter(LastAckAskHooks.class, "remember", argument(0))));
    }
}
