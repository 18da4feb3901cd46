package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Runs everything and holds it against the budgets: a Markdown table on standard output, JSON beside the jar. */
public final class Budgets {

    private static final double START_UP_MILLIS = 400;

    private static final List<String> PARTS = List.of(
            "server",
            "start-up",
            "life",
            "hooks",
            "single-hooks",
            "storm",
            "kept-alive",
            "held",
            "memory",
            "fin",
            "report",
            "metrics");

    private final RunPlan plan;
    private final ResultTable table = new ResultTable();
    private final JmhRows jmh;
    private final ProgramRows programs;
    private final InsideRows inside;
    private final ServerRows servers;
    private final MetricsRows metrics;

    private Budgets(RunPlan plan, Peer peer, @Nullable Variant versus) throws IOException {
        this.plan = plan;
        Programs forked = new Programs(peer);
        jmh = new JmhRows(plan, new Fork(plan, peer), table);
        programs = new ProgramRows(plan, forked, versus, table);
        inside = new InsideRows(plan, forked, table);
        servers = new ServerRows(plan, versus, table);
        metrics = new MetricsRows(plan, forked, table);
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(args));
        RunPlan plan = wanted.remove("--long") ? RunPlan.LONG : RunPlan.SHORT;
        String rounds = option("--rounds", wanted);
        if (rounds != null) {
            plan = plan.withRounds(Integer.parseInt(rounds));
        }
        String agent = option("--versus", wanted);
        Variant versus = agent == null ? null : Variant.versus(agent);
        if (!PARTS.containsAll(wanted)) {
            System.err.println(
                    "usage: benchmarks/run.sh [--long] [--rounds n] [--versus agent.jar[=arguments]] [part ...],"
                            + " a part being one of " + PARTS);
            System.exit(2);
        }
        try (Peer peer = Peer.start()) {
            Budgets budgets = new Budgets(plan, peer, versus);
            for (String part : wanted.isEmpty() ? PARTS : wanted) {
                budgets.measure(part);
            }
            budgets.table.write(plan);
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
            case "server" -> servers.measure();
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
            case "metrics" -> metrics.measure(servers);
            default -> throw new IllegalArgumentException(part);
        }
    }

    private void startUp() throws IOException, InterruptedException {
        System.err.println("StartUp");
        StartUp.Added added = StartUp.measure(plan.startUpRounds());
        table.add("start-up, until main: added", Unit.MILLIS, START_UP_MILLIS, added.untilMain());
        table.add("start-up, until the end with its report: added", Unit.MILLIS, added.untilEnd());
        programs.manyClasses();
    }
}
