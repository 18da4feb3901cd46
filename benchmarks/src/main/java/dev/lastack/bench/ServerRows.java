package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A server as people run them, its clients in a JVM of their own. Each round has the server without the agent twice: what
 * these two differ by is what the machine does, and no more can be read off the others.
 */
final class ServerRows {

    private static final int CLIENTS = 8;

    private static final double KEPT_CPU = 1.02;
    private static final double CLOSING_CPU = 1.05;

    private final RunPlan plan;
    private final @Nullable Variant versus;
    private final ResultTable table;
    private final Path reports;

    ServerRows(RunPlan plan, @Nullable Variant versus, ResultTable table) throws IOException {
        this.plan = plan;
        this.versus = versus;
        this.table = table;
        this.reports = Files.createDirectories(Jvm.target().resolve("server-reports"));
    }

    /** Of one request: nanoseconds of the clock, and of the server's processor time. */
    private record Cost(double wall, double cpu) {}

    void measure() throws IOException, InterruptedException {
        try (TalkingProcess clients = new TalkingProcess(List.of(), HttpClients.class)) {
            measure(clients, "kept", "keep-alive server", KEPT_CPU);
            measure(clients, "closed", "closing server", CLOSING_CPU);
        }
    }

    /** LastAck with these arguments besides, held against LastAck without, which is there twice. */
    void measureMetrics(String arguments, double budget) throws IOException, InterruptedException {
        Variant without = Variant.lastack(reports);
        List<Variant> variants = List.of(
                without,
                new Variant("control, without metrics", without.jvmArguments()),
                new Variant("with metrics", List.of(without.jvmArguments().get(0) + "," + arguments)));
        try (TalkingProcess clients = new TalkingProcess(List.of(), HttpClients.class)) {
            compare(clients, "kept", "keep-alive server", variants, budget);
        }
    }

    private void measure(TalkingProcess clients, String manner, String name, double budget)
            throws IOException, InterruptedException {
        List<Variant> variants = new ArrayList<>(
                List.of(Variant.PLAIN, new Variant("control, without agent", List.of()), Variant.lastack(reports)));
        if (versus != null) {
            variants.add(versus);
        }
        compare(clients, manner, name, variants, budget);
    }

    /** With the first one. The third has the budget. */
    private void compare(TalkingProcess clients, String manner, String name, List<Variant> variants, double budget)
            throws IOException, InterruptedException {
        int rounds = Math.max(2, plan.rounds());
        Cost[][] costs = new Cost[variants.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < variants.size(); i++) {
                int variant = (i + round) % variants.size();
                costs[variant][round] = run(clients, manner, variants.get(variant));
            }
        }
        for (int variant = 1; variant < variants.size(); variant++) {
            String what = "Tomcat, " + name + ", " + CLIENTS + " clients, "
                    + variants.get(variant).name();
            double limit = variant == 2 ? budget : ResultRow.NO_BUDGET;
            table.add(what + ": ratio of processor time", Unit.TIMES, limit, ratio(costs, variant, Cost::cpu));
            table.add(what + ": ratio of time", Unit.TIMES, ratio(costs, variant, Cost::wall));
        }
    }

    private static Spread ratio(Cost[][] costs, int variant, ToDoubleFunction<Cost> cost) {
        double[] ratios = new double[costs[variant].length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = cost.applyAsDouble(costs[variant][round]) / cost.applyAsDouble(costs[0][round]);
        }
        return Spread.of(ratios);
    }

    private Cost run(TalkingProcess clients, String manner, Variant variant) throws IOException, InterruptedException {
        System.err.print("HelloServer " + manner + " " + variant.name());
        AgentReport.clear(reports);
        Cost cost;
        try (TalkingProcess server = new TalkingProcess(variant.jvmArguments(), HelloServer.class)) {
            clients.say(server.answer() + " " + CLIENTS + " " + manner);
            Thread.sleep(plan.serverWarmUpMillis());
            clients.ask("mark");
            long cpu = server.ask("cpu");
            long begin = System.nanoTime();
            Thread.sleep(plan.serverMeasureMillis());
            long nanos = System.nanoTime() - begin;
            cpu = server.ask("cpu") - cpu;
            long requests = clients.ask("end");
            cost = new Cost((double) nanos / requests, (double) cpu / requests);
        }
        System.err.printf(": %.2f us a request, %.2f us of processor time%n", cost.wall() / 1e3, cost.cpu() / 1e3);
        if (variant.name().equals("LastAck")) {
            AgentReport.check(reports, CLIENTS);
        }
        return cost;
    }
}
