package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.constructor;
import static dev.lastack.instrument.Value.SELF;

import dev.lastack.config.Settings;
import java.net.LastAckAskHooks;
import java.util.List;

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
        return List.of(Hook.required(
                "<init>", constructor("java.lang.Runnable"), onReturn(LastAckAskHooks.class, "remember", SELF)));
    }
}
