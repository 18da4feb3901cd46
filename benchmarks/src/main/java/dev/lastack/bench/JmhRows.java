package dev.lastack.bench;

import dev.lastack.bench.Fork.Measured;
import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What JMH measures: the hooks alone, and the life of a real connection. */
final class JmhRows {

    private static final double ADDED_MICROS = 3;
    private static final double ADDED_BYTES = 1.5 * 1024;
    private static final double KEPT_ALIVE = 1.01;

    /** The budgets for one connection are about a stack of this depth. */
    private static final String BUDGETED_FRAMES = "30";

    /** Any run of a second has more. */
    private static final int MANY = 1_000;

    private final RunPlan plan;
    private final Fork fork;
    private final ResultTable table;

    JmhRows(RunPlan plan, Fork fork, ResultTable table) {
        this.plan = plan;
        this.fork = fork;
        this.table = table;
    }

    private List<String> depths() {
        return plan.everyDepth() ? List.of("20", BUDGETED_FRAMES, "100") : List.of(BUDGETED_FRAMES);
    }

    void lives() throws RunnerException, IOException {
        for (SocketKind transport : SocketKind.values()) {
            for (String frames : depths()) {
                boolean budgeted = frames.equals(BUDGETED_FRAMES);
                String what = "whole life, " + transport + ", " + frames + " frames";
                Pairs pairs = pairs("ConnectionLifeBenchmark.life", transport, frames);
                table.add(
                        what + ": added",
                        Unit.MICROS,
                        budgeted ? ADDED_MICROS : ResultRow.NO_BUDGET,
                        pairs.addedTime());
                table.add(what + ": ratio", Unit.TIMES, pairs.timeRatio());
                table.add(what + ": processor time added", Unit.MICROS, pairs.addedCpuMicros());
                table.add(
                        what + ": allocated",
                        Unit.BYTES,
                        budgeted ? ADDED_BYTES : ResultRow.NO_BUDGET,
                        pairs.addedBytes());
            }
        }
    }

    void wholeLives() throws RunnerException {
        for (String frames : depths()) {
            boolean budgeted = frames.equals(BUDGETED_FRAMES);
            life(
                    "hooks of a life, storm, " + frames + " frames",
                    "HookBenchmark.closedByUs",
                    frames,
                    Hooks.ALL,
                    budgeted);
            life("the same, 800 lives a second", "PacedHookBenchmark.closedByUs", frames, Hooks.ALL, budgeted);
        }
        life(
                "the same, remote closed first, 30 frames",
                "HookBenchmark.closedByRemote",
                BUDGETED_FRAMES,
                Hooks.ALL,
                true);
        if (plan.everyDepth()) {
            life(
                    "the same, kernel not asked, 30 frames",
                    "HookBenchmark.closedByUs",
                    BUDGETED_FRAMES,
                    Hooks.NO_KERNEL,
                    false);
        }
    }

    void singleHooks() throws RunnerException {
        for (SingleHookBenchmark.Hook hook : SingleHookBenchmark.Hook.values()) {
            for (String frames : plan.everyDepth() ? List.of("10", "30", "100") : List.of(BUDGETED_FRAMES)) {
                difference(
                        "hook alone, " + hook + ", " + frames + " frames",
                        "SingleHookBenchmark.call",
                        Map.of("frames", frames, "hook", hook.name()));
            }
        }
    }

    /** @param roundTripMicros of a request and its response on one connection */
    void laterUse(double roundTripMicros) throws RunnerException {
        Measured off = fork.hooksAlone("HookBenchmark.laterRead", parameters(BUDGETED_FRAMES, Hooks.OFF));
        Measured all = fork.hooksAlone("HookBenchmark.laterRead", parameters(BUDGETED_FRAMES, Hooks.ALL));
        Spread nanos = all.time().plus(-off.time().median());
        table.add("hook of a later read or write: added", Unit.NANOS, nanos);
        table.add(
                "two of these in the fastest request and response: ratio",
                Unit.TIMES,
                KEPT_ALIVE,
                nanos.times(2 / (roundTripMicros * 1e3)).plus(1));
    }

    private void difference(String what, String benchmark, Map<String, String> parameters) throws RunnerException {
        Measured off = fork.hooksAlone(benchmark, with(parameters, Hooks.OFF));
        Measured on = fork.hooksAlone(benchmark, with(parameters, Hooks.ALL));
        table.add(what + ": added", Unit.NANOS, on.time().plus(-off.time().median()));
        table.add(what + ": allocated", Unit.BYTES, on.bytes().plus(-off.bytes().median()));
    }

    private static Map<String, String> with(Map<String, String> parameters, Hooks hooks) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("hooks", hooks.name());
        return all;
    }

    private void life(String what, String benchmark, String frames, Hooks hooks, boolean budgeted)
            throws RunnerException {
        Measured off = fork.hooksAlone(benchmark, parameters(frames, Hooks.OFF));
        Measured on = fork.hooksAlone(benchmark, parameters(frames, hooks));
        Spread micros = on.time().plus(-off.time().median()).times(1e-3);
        table.add(what + ": added", Unit.MICROS, budgeted ? ADDED_MICROS : ResultRow.NO_BUDGET, micros);
        table.add(
                what + ": allocated",
                Unit.BYTES,
                budgeted ? ADDED_BYTES : ResultRow.NO_BUDGET,
                on.bytes().plus(-off.bytes().median()));
    }

    private Pairs pairs(String benchmark, SocketKind transport, String frames) throws RunnerException, IOException {
        Map<String, String> parameters = Map.of("frames", frames, "transport", transport.name());
        Pairs pairs = new Pairs();
        for (int i = 0; i < plan.rounds(); i++) {
            if (i % 2 == 0) {
                Measured without = fork.withoutAgent(benchmark, parameters);
                pairs.add(without, fork.withAgent(benchmark, parameters, MANY));
            } else {
                Measured with = fork.withAgent(benchmark, parameters, MANY);
                pairs.add(fork.withoutAgent(benchmark, parameters), with);
            }
        }
        return pairs;
    }

    private static Map<String, String> parameters(String frames, Hooks hooks) {
        return Map.of("frames", frames, "hooks", hooks.name());
    }
}
