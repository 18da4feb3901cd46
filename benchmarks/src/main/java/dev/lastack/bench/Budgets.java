package dev.lastack.bench;

import static dev.lastack.bench.Row.NO_BUDGET;

import dev.lastack.bench.Fork.Measured;
import dev.lastack.bench.Row.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/** Runs everything and holds it against the budgets: a Markdown table on standard output, JSON beside the jar. */
public final class Budgets {

    private static final double ADDED_MICROS = 3;
    private static final double ADDED_BYTES = 1.5 * 1024;
    private static final double STORM = 1.05;
    private static final double KEPT_ALIVE = 1.01;
    private static final double START_UP_MILLIS = 400;

    /** The budgets for one connection are about a stack of this depth. */
    private static final String BUDGETED_FRAMES = "30";

    private static final List<String> FRAMES = List.of("20", BUDGETED_FRAMES, "100");

    private static final List<String> PARTS =
            List.of("life", "storm", "kept-alive", "hooks", "paced-hooks", "start-up");

    /** Any run of a second has more. */
    private static final int MANY = 1_000;

    private final Effort effort;
    private final Fork fork;
    private final List<Row> rows = new ArrayList<>();

    private Budgets(Effort effort, Fork fork) {
        this.effort = effort;
        this.fork = fork;
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(args));
        Effort effort = wanted.remove("--long") ? Effort.LONG : Effort.SHORT;
        if (!PARTS.containsAll(wanted)) {
            System.err.println("usage: benchmarks/run.sh [--long] [part ...], a part being one of " + PARTS);
            System.exit(2);
        }
        try (Peer peer = Peer.start()) {
            Budgets budgets = new Budgets(effort, new Fork(effort, peer));
            for (String part : wanted.isEmpty() ? PARTS : wanted) {
                budgets.measure(part);
            }
            budgets.write();
        }
    }

    private void measure(String part) throws RunnerException, IOException, InterruptedException {
        switch (part) {
            case "life" -> lives();
            case "storm" -> storms();
            case "kept-alive" -> keptAlive();
            case "hooks" -> hooksAlone();
            case "paced-hooks" -> pacedHooks();
            case "start-up" -> startUp();
            default -> throw new IllegalArgumentException(part);
        }
    }

    private void lives() throws RunnerException, IOException {
        for (Transport transport : Transport.values()) {
            for (String frames : FRAMES) {
                boolean budgeted = frames.equals(BUDGETED_FRAMES);
                String what = "whole life, " + transport + ", " + frames + " frames";
                Pairs pairs = pairs("ConnectionLifeBenchmark.life", transport, frames, effort.rounds(), MANY);
                add(what + ": added", Unit.MICROS, budgeted ? ADDED_MICROS : NO_BUDGET, pairs.addedTime());
                add(what + ": ratio", Unit.TIMES, NO_BUDGET, pairs.timeRatio());
                add(what + ": processor time added", Unit.MICROS, NO_BUDGET, pairs.addedCpuMicros());
                add(what + ": allocated", Unit.BYTES, budgeted ? ADDED_BYTES : NO_BUDGET, pairs.addedBytes());
            }
        }
    }

    private void storms() throws RunnerException, IOException {
        for (Transport transport : Transport.values()) {
            Pairs pairs =
                    pairs("ConnectionLifeBenchmark.connectAndClose", transport, BUDGETED_FRAMES, effort.rounds(), MANY);
            String what = "connect and close, " + transport;
            add(what + ": ratio", Unit.TIMES, STORM, pairs.timeRatio());
            add(what + ": ratio of processor time", Unit.TIMES, NO_BUDGET, pairs.cpuRatio());
        }
    }

    /** The ratio of two forks is noise as soon as the machine is busy; what the hooks alone take of it is not. */
    private void keptAlive() throws RunnerException, IOException {
        double micros = Double.MAX_VALUE;
        for (Transport transport : Transport.values()) {
            Pairs pairs = pairs(
                    "KeptAliveBenchmark.requestAndResponse", transport, BUDGETED_FRAMES, effort.keptAliveRounds(), 1);
            String what = "request and response, kept alive, " + transport;
            add(what + ": ratio", Unit.TIMES, KEPT_ALIVE, pairs.timeRatio());
            add(what + ": ratio of processor time", Unit.TIMES, NO_BUDGET, pairs.cpuRatio());
            micros = Math.min(micros, pairs.fastestWithout());
        }
        laterUse(micros);
    }

    private void laterUse(double roundTripMicros) throws RunnerException {
        Measured off = fork.hooksAlone("HookBenchmark.laterRead", hookParameters(BUDGETED_FRAMES, Hooks.OFF));
        Measured all = fork.hooksAlone("HookBenchmark.laterRead", hookParameters(BUDGETED_FRAMES, Hooks.ALL));
        Spread nanos = all.time().plus(-off.time().median());
        add("hook of a later read or write: added", Unit.NANOS, NO_BUDGET, nanos);
        add(
                "two of these in the fastest request and response: ratio",
                Unit.TIMES,
                KEPT_ALIVE,
                nanos.times(2 / (roundTripMicros * 1e3)).plus(1));
    }

    private void hooksAlone() throws RunnerException {
        for (String frames : FRAMES) {
            boolean budgeted = frames.equals(BUDGETED_FRAMES);
            String what = "hooks of a life, rationed, " + frames + " frames";
            hooks(what, "HookBenchmark.closedByUs", frames, Hooks.ALL, budgeted);
        }
        hooks(
                "the same, kernel not asked, 30 frames",
                "HookBenchmark.closedByUs",
                BUDGETED_FRAMES,
                Hooks.NO_KERNEL,
                false);
        hooks(
                "the same, remote closed first, 30 frames",
                "HookBenchmark.closedByRemote",
                BUDGETED_FRAMES,
                Hooks.ALL,
                true);
    }

    private void pacedHooks() throws RunnerException {
        for (String frames : FRAMES) {
            boolean budgeted = frames.equals(BUDGETED_FRAMES);
            String what = "hooks of a life, not rationed, " + frames + " frames";
            hooks(what, "PacedHookBenchmark.closedByUs", frames, Hooks.ALL, budgeted);
        }
    }

    private void hooks(String what, String benchmark, String frames, Hooks hooks, boolean budgeted)
            throws RunnerException {
        Measured off = fork.hooksAlone(benchmark, hookParameters(frames, Hooks.OFF));
        Measured on = fork.hooksAlone(benchmark, hookParameters(frames, hooks));
        Spread micros = on.time().plus(-off.time().median()).times(1e-3);
        add(what + ": added", Unit.MICROS, budgeted ? ADDED_MICROS : NO_BUDGET, micros);
        add(
                what + ": allocated",
                Unit.BYTES,
                budgeted ? ADDED_BYTES : NO_BUDGET,
                on.bytes().plus(-off.bytes().median()));
    }

    private void startUp() throws IOException, InterruptedException {
        System.err.println("StartUp");
        StartUp.Added added = StartUp.measure(effort.startUpRounds());
        add("start-up, until main: added", Unit.MILLIS, START_UP_MILLIS, added.untilMain());
        add("start-up, until the end with its report: added", Unit.MILLIS, NO_BUDGET, added.untilEnd());
    }

    private Pairs pairs(String benchmark, Transport transport, String frames, int rounds, int atLeast)
            throws RunnerException, IOException {
        Map<String, String> parameters = Map.of("frames", frames, "transport", transport.name());
        Pairs pairs = new Pairs();
        for (int i = 0; i < rounds; i++) {
            if (i % 2 == 0) {
                Measured without = fork.withoutAgent(benchmark, parameters);
                pairs.add(without, fork.withAgent(benchmark, parameters, atLeast));
            } else {
                Measured with = fork.withAgent(benchmark, parameters, atLeast);
                pairs.add(fork.withoutAgent(benchmark, parameters), with);
            }
        }
        return pairs;
    }

    private static Map<String, String> hookParameters(String frames, Hooks hooks) {
        return Map.of("frames", frames, "hooks", hooks.name());
    }

    private void add(String what, Unit unit, double budget, Spread measured) {
        Row row = new Row(what, unit, budget, measured);
        rows.add(row);
        System.err.println(row.markdown());
    }

    private void write() throws IOException {
        System.out.println("| row | budget | measured: median (least to most) | met |");
        System.out.println("|---|---|---|---|");
        rows.forEach(row -> System.out.println(row.markdown()));
        Path file = Jvm.target().resolve("budgets.json");
        Files.writeString(file, json());
        System.err.println("also in " + file);
    }

    private String json() {
        return rows.stream()
                .map(Row::json)
                .collect(Collectors.joining(
                        ",\n    ",
                        "{\n  \"schema\": \"lastack-budgets/1\",\n  \"javaVersion\": \"%s\",\n  \"processors\": %d,\n  \"rounds\": %d,\n  \"rows\": [\n    "
                                .formatted(Jvm.version(), Runtime.getRuntime().availableProcessors(), effort.rounds()),
                        "\n  ]\n}\n"));
    }
}
