package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server as people run them, its clients in a JVM of their own. All servers that are compared live at the same time and
 * are loaded in turns of some seconds, so that what the machine does meanwhile meets all of them; the server without the agent
 * is there twice, and what these two differ by is the machine's.
 */
final class ServerRows {

    private static final int CLIENTS = 8;

    /** What a server was before it was left idle for the others it is again after so long. */
    private static final long LEAD_MILLIS = 500;

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
        List<Variant> variants = Variant.compared(Variant.lastack(reports), versus);
        compare("kept", "keep-alive server", variants, KEPT_CPU);
        compare("closed", "closing server", variants, CLOSING_CPU);
    }

    /** LastAck with metrics, held against LastAck without, which is there twice. */
    void measureMetrics(UnaryOperator<Variant> withMetrics, double budget) throws IOException, InterruptedException {
        Variant without = Variant.lastack(reports);
        List<Variant> variants = List.of(
                without, new Variant("control, without metrics", without.jvmArguments()), withMetrics.apply(without));
        compare("kept", "keep-alive server", variants, budget);
    }

    /** With the first one. The third has the budget. */
    private void compare(String manner, String name, List<Variant> variants, double budget)
            throws IOException, InterruptedException {
        AgentReport.clear(reports);
        int rounds = Math.max(2, plan.rounds());
        Cost[][] first = new Cost[variants.size()][rounds];
        Cost[][] turns = new Cost[variants.size()][rounds * plan.serverTurns()];
        for (int round = 0; round < rounds; round++) {
            measure(manner, variants, round, first, turns);
        }
        AgentReport.check(
                reports,
                rounds * (int) variants.stream().filter(this::writesReport).count(),
                CLIENTS);
        for (int variant = 0; variant < variants.size(); variant++) {
            String who = variants.get(variant).name();
            System.err.printf("HelloServer %s %s: %.2f us of processor time%n", manner, who, cpuMicros(turns[variant]));
            if (variant > 0) {
                String what = "Tomcat, " + name + ", " + CLIENTS + " clients, " + who;
                double limit = variant == 2 ? budget : ResultRow.NO_BUDGET;
                table.add(what + ": ratio of processor time", Unit.TIMES, limit, ratio(turns, variant, Cost::cpu));
                table.add(what + ": ratio of time", Unit.TIMES, ratio(turns, variant, Cost::wall));
                table.add(what + ": processor time added", Unit.MICROS, added(turns, variant));
                table.add(what + ", its first seconds: processor time added", Unit.MICROS, added(first, variant));
            }
        }
    }

    /** One round: no two JVMs compile the same program alike, so each has several, of each variant. */
    private void measure(String manner, List<Variant> variants, int round, Cost[][] first, Cost[][] turns)
            throws IOException, InterruptedException {
        try (TalkingProcess clients = new TalkingProcess(List.of(), HttpClients.class)) {
            List<TalkingProcess> servers = new ArrayList<>();
            try {
                for (Variant variant : variants) {
                    servers.add(new TalkingProcess(variant.jvmArguments(), HelloServer.class));
                }
                measure(clients, manner, servers, round, first, turns);
            } finally {
                for (TalkingProcess server : servers) {
                    server.close();
                }
            }
        }
    }

    private boolean writesReport(Variant variant) {
        return variant.jvmArguments().stream().anyMatch(argument -> argument.contains(reports.toString()));
    }

    /** The order turns, so that none is always behind the same other. */
    private void measure(
            TalkingProcess clients,
            String manner,
            List<TalkingProcess> servers,
            int round,
            Cost[][] first,
            Cost[][] turns)
            throws IOException, InterruptedException {
        long[] ports = new long[servers.size()];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = servers.get(i).answer();
        }
        for (int i = 0; i < ports.length; i++) {
            int which = (i + round) % ports.length;
            first[which][round] = load(clients, manner, servers.get(which), ports[which], 0, plan.serverWarmUpMillis());
        }
        for (int turn = 0; turn < plan.serverTurns(); turn++) {
            for (int i = 0; i < ports.length; i++) {
                int which = (i + turn) % ports.length;
                turns[which][round * plan.serverTurns() + turn] =
                        load(clients, manner, servers.get(which), ports[which], LEAD_MILLIS, plan.serverTurnMillis());
            }
        }
    }

    private static Cost load(
            TalkingProcess clients, String manner, TalkingProcess server, long port, long leadMillis, long millis)
            throws IOException, InterruptedException {
        clients.say(port + " " + CLIENTS + " " + manner);
        Thread.sleep(leadMillis);
        clients.ask("mark");
        long cpu = server.ask("cpu");
        long begin = System.nanoTime();
        Thread.sleep(millis);
        long nanos = System.nanoTime() - begin;
        cpu = server.ask("cpu") - cpu;
        long requests = clients.ask("end");
        return new Cost((double) nanos / requests, (double) cpu / requests);
    }

    private static double cpuMicros(Cost[] costs) {
        return Spread.of(Arrays.stream(costs)
                        .mapToDouble(cost -> cost.cpu() / 1e3)
                        .toArray())
                .median();
    }

    private static Spread ratio(Cost[][] costs, int variant, ToDoubleFunction<Cost> cost) {
        return compare(costs, variant, (one, first) -> cost.applyAsDouble(one) / cost.applyAsDouble(first));
    }

    private static Spread added(Cost[][] costs, int variant) {
        return compare(costs, variant, (one, first) -> (one.cpu() - first.cpu()) / 1e3);
    }

    private static Spread compare(Cost[][] costs, int variant, ToDoubleBiFunction<Cost, Cost> compare) {
        double[] values = new double[costs[variant].length];
        for (int turn = 0; turn < values.length; turn++) {
            values[turn] = compare.applyAsDouble(costs[variant][turn], costs[0][turn]);
        }
        return Spread.ofTurns(values);
    }
}
