package dev.lastack.bench;

import dev.lastack.bench.Row.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Runs everything and holds it against the budgets: a Markdown table on standard output, JSON beside the jar. */
public final class Budgets {

    private static final double START_UP_MILLIS = 400;

    private static final List<String> PARTS = List.of(
            "start-up", "life", "hooks", "single-hooks", "storm", "kept-alive", "held", "memory", "fin", "report");

    private final Effort effort;
    private final Table table = new Table();
    private final JmhRows jmh;
    private final ProgramRows programs;
    private final InsideRows inside;

    private Budgets(Effort effort, Peer peer, @Nullable Side versus) throws IOException {
        this.effort = effort;
        Programs forked = new Programs(peer);
        jmh = new JmhRows(effort, new Fork(effort, peer), table);
        programs = new ProgramRows(effort, forked, versus, table);
        inside = new InsideRows(effort, forked, table);
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(args));
        Effort effort = wanted.remove("--long") ? Effort.LONG : Effort.SHORT;
        String rounds = option("--rounds", wanted);
        if (rounds != null) {
            effort = effort.withRounds(Integer.parseInt(rounds));
        }
        String agent = option("--versus", wanted);
        Side versus = agent == null ? null : Side.versus(agent);
        if (!PARTS.containsAll(wanted)) {
            System.err.println(
                    "usage: benchmarks/run.sh [--long] [--rounds n] [--versus agent.jar[=arguments]] [part ...],"
                            + " a part being one of " + PARTS);
            System.exit(2);
        }
        try (Peer peer = Peer.start()) {
            Budgets budgets = new Budgets(effort, peer, versus);
            for (String part : wanted.isEmpty() ? PARTS : wanted) {
                budgets.measure(part);
            }
            budgets.table.write(effort);
        }
    }

    /** Takes the option and its value out; null where it is not there. */
    private static @Nullable String option(String name, List<String> arguments) {
        int at = arguments.indexOf(name);
        if (at < 0 || at + 1 == arguments.size()) {
            return null;
        }
        arguments.remove(at);
        return arguments.remove(at);
    }

    private void measure(String part) throws RunnerException, IOException, InterruptedException {
        switch (part) {
            case "start-up" -> startUp();
            case "life" -> jmh.lives();
            case "hooks" -> jmh.wholeLives();
            case "single-hooks" -> jmh.singleHooks();
            case "storm" -> programs.storms();
            case "kept-alive" -> jmh.laterUse(programs.keptAlive());
            case "held" -> programs.held();
            case "memory" -> inside.memory();
            case "fin" -> inside.fins();
            case "report" -> inside.reports();
            default -> throw new IllegalArgumentException(part);
        }
    }

    private void startUp() throws IOException, InterruptedException {
        System.err.println("StartUp");
        StartUp.Added added = StartUp.measure(effort.startUpRounds());
        table.add("start-up, until main: added", Unit.MILLIS, START_UP_MILLIS, added.untilMain());
        table.add("start-up, until the end with its report: added", Unit.MILLIS, added.untilEnd());
        programs.manyClasses();
    }
}
