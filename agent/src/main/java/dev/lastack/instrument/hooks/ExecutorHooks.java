package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.optional;
import static dev.lastack.instrument.weave.Hook.required;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.HookedType.boot;
import static dev.lastack.instrument.weave.MethodPattern.constructor;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.argument;

import dev.lastack.config.Settings;
import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckAskHooks;
import java.util.List;
import java.util.function.Predicate;

/** Hooks in threads and executors: who starts a thread, and who submits a task. */
public final class ExecutorHooks {

    private static final Predicate<Settings> ASKED_FOR = Settings::executorHandover;

    /** A library's own threads connect and accept, and no frame of theirs is the application's. */
    private static final HookedType THREAD = boot("java.lang.Thread")
            .harmsAotTraining()
            .hooks(
                    required("start", method("start"), onEnter(LastAckAskHooks.class, "threadStarting", SELF)),
                    // JDK 21 and later: how executors start theirs
                    optional(
                            "start",
                            method("start", "jdk.internal.vm.ThreadContainer"),
                            onEnter(LastAckAskHooks.class, "threadStarting", SELF)));

    private static final HookedType THREAD_POOL = boot("java.util.concurrent.ThreadPoolExecutor")
            .wantedIf(ASKED_FOR)
            .hooks(
                    required(
                            "execute",
                            method("execute", "java.lang.Runnable"),
                            onEnter(LastAckAskHooks.class, "remember", argument(0))),
                    // what overrides it is expected to call it, as its documentation says
                    required(
                            "beforeExecute",
                            method("beforeExecute", "java.lang.Thread", "java.lang.Runnable"),
                            onEnter(LastAckAskHooks.class, "beginTask", argument(1))),
                    required(
                            "afterExecute",
                            method("afterExecute", "java.lang.Runnable", "java.lang.Throwable"),
                            onEnter(LastAckAskHooks.class, "endTask")));

    /** Who schedules: each task comes by here once, however often it is run. */
    private static final HookedType SCHEDULED_POOL = boot("java.util.concurrent.ScheduledThreadPoolExecutor")
            .wantedIf(ASKED_FOR)
            .hooks(required(
                    "delayedExecute",
                    method("delayedExecute", "java.util.concurrent.RunnableScheduledFuture"),
                    onEnter(LastAckAskHooks.class, "remember", argument(0))));

    /** Who submits: what {@code CompletableFuture} runs asynchronously is a task of its own already. */
    private static final HookedType FORK_JOIN_POOL = boot("java.util.concurrent.ForkJoinPool")
            .wantedIf(ASKED_FOR)
            .hooks(required(
                    "execute",
                    method("execute", "java.lang.Runnable"),
                    onEnter(LastAckAskHooks.class, "remember", argument(0))));

    /** What a {@code ForkJoinPool} makes of a plain {@code Runnable}, on the thread that submits it. */
    private static final HookedType FORK_JOIN_ACTION = boot("java.util.concurrent.ForkJoinTask$RunnableExecuteAction")
            .wantedIf(ASKED_FOR)
            .hooks(required(
                    "<init>", constructor("java.lang.Runnable"), onReturn(LastAckAskHooks.class, "remember", SELF)));

    /** Every task of a {@code ForkJoinPool} is run by this method. */
    private static final HookedType FORK_JOIN_TASK = boot("java.util.concurrent.ForkJoinTask")
            .wantedIf(ASKED_FOR)
            .hooks(required(
                    "doExec",
                    method("doExec"),
                    onEnter(LastAckAskHooks.class, "beginTask", SELF),
                    onReturn(LastAckAskHooks.class, "endTask"),
                    onThrow(LastAckAskHooks.class, "endTask")));

    public static final List<HookedType> TYPES =
            List.of(THREAD, THREAD_POOL, SCHEDULED_POOL, FORK_JOIN_POOL, FORK_JOIN_ACTION, FORK_JOIN_TASK);

    private ExecutorHooks() {}
}
