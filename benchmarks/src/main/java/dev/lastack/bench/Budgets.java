package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Runs everything and holds it against the budgets: a Markdown table on standard output, JSON beside the jar. */
public final class Budgets {

    private static final double START_UP_MILLIS = 250;

    /** What has a budget, and what a person who measures would see. */
    private static final List<String> MAIN_PARTS =
            List.of("server", "storm", "application", "start-up", "hooks", "held", "memory", "fin", "report");

    /** What explains the others, or takes long: in the long form, or by name. */
    private static final List<String> FURTHER_PARTS = List.of("life", "single-hooks", "lanes", "kept-alive", "metrics");

    private static final List<String> PARTS =
            Stream.concat(MAIN_PARTS.stream(), FURTHER_PARTS.stream()).toList();

    private final RunPlan plan;
    private final ResultTable table = new ResultTable();
    private final JmhRows jmh;
    private final ProgramRows programs;
    private final InsideRows inside;
    private final StormRows storms;
    private final ApplicationRows application;
    private final ServerRows servers;
    private final MetricsRows metrics;

    private Budgets(RunPlan plan, boolean control, Peer peer, @Nullable Variant versus) throws IOException {
        this.plan = plan;
        Programs forked = new Programs(peer);
        jmh = new JmhRows(plan, new Fork(plan, peer), table);
        programs = new ProgramRows(plan, control, forked, table);
        storms = new StormRows(plan, forked, versus, table);
        application = new ApplicationRows(plan, peer, versus, table);
        inside = new InsideRows(plan, forked, table);
        servers = new ServerRows(plan, versus, table);
        metrics = new MetricsRows(plan, forked, table);
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(args));
        boolean all = wanted.remove("--long");
        RunPlan plan = all ? RunPlan.LONG : RunPlan.SHORT;
        boolean control = wanted.remove("--control");
        String rounds = option("--rounds", wanted);
        if (rounds != null) {
            plan = plan.withRounds(Integer.parseInt(rounds));
        }
        String agent = option("--versus", wanted);
        Variant versus = agent == null ? null : Variant.versus(agent);
        if (!PARTS.containsAll(wanted)) {
            System.err.println(
                    "usage: benchmarks/run.sh [--long] [--rounds n] [--control] [--versus agent.jar[=arguments]] [part ...],"
                            + " a part being one of " + PARTS);
            System.exit(2);
        }
        try (Peer peer = Peer.start()) {
            Budgets budgets = new Budgets(plan, control, peer, versus);
            for (String part : !wanted.isEmpty() ? wanted : all ? PARTS : MAIN_PARTS) {
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
            case "storm" -> storms.measure();
            case "application" -> application.measure();
            case "lanes" -> programs.lanes();
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
