package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.List;

/** Whole programs, with and without the agent. */
final class ProgramRows {

    private static final double STORM = 1.05;
    private static final double KEPT_ALIVE = 1.01;
    private static final double BYTES_OF_OPEN = 300;
    private static final int HELD = 10_000;
    private static final int MANY = 500;

    private static final List<Integer> ALL_THREADS = List.of(1, 8, 64);
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final RunPlan plan;
    private final boolean control;
    private final Programs programs;
    private final ResultTable table;

    ProgramRows(RunPlan plan, boolean control, Programs programs, ResultTable table) {
        this.plan = plan;
        this.control = control;
        this.programs = programs;
        this.table = table;
    }

    void lanes() throws IOException, InterruptedException {
        for (int threads : ALL_THREADS) {
            storm(Load.SOCKET_STORM, threads, "platform");
            storm(Load.CHANNEL_STORM, threads, "platform");
        }
        for (int threads : plan.everyDepth() ? ALL_THREADS : List.of(8)) {
            storm(Load.NETTY_NIO_STORM, threads, "platform");
            storm(Load.NETTY_EPOLL_STORM, threads, "platform");
        }
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            for (int threads : plan.everyDepth() ? ALL_THREADS : List.of(64)) {
                storm(Load.SOCKET_STORM, threads, "virtual");
                storm(Load.CHANNEL_STORM, threads, "virtual");
            }
        }
    }

    private void storm(Load load, int threads, String kind) throws IOException, InterruptedException {
        double[][][] results = load(MANY, load, threads, kind);
        rows("connect and close, " + load + ", " + threads + " " + kind + " threads", STORM, results);
    }

    /** Gives the microseconds of the fastest. */
    double keptAlive() throws IOException, InterruptedException {
        double fastest = Double.MAX_VALUE;
        for (Load load : List.of(Load.SOCKET_KEPT_ALIVE, Load.CHANNEL_KEPT_ALIVE)) {
            for (int threads : List.of(1, 64)) {
                double[][][] results = load(1, load, threads, "platform");
                rows("request and response, " + load + ", " + threads + " threads", KEPT_ALIVE, results);
                if (threads == 1) {
                    fastest = Math.min(fastest, perOp(results[0][0], 1) / 1e3);
                }
            }
        }
        return fastest;
    }

    /** @param budget of the ratio of time, for LastAck */
    private void rows(String what, double budget, double[][][] results) {
        for (int variant = 1; variant < results.length; variant++) {
            boolean lastack = variant == 1;
            String row = what + (lastack ? "" : ", " + Variant.CONTROL.name());
            table.add(
                    row + ": ratio",
                    Unit.TIMES,
                    lastack ? budget : ResultRow.NO_BUDGET,
                    Programs.compare(results, 0, variant, (a, b) -> perOp(b, 1) / perOp(a, 1)));
            table.add(
                    row + ": ratio of processor time",
                    Unit.TIMES,
                    Programs.compare(results, 0, variant, (a, b) -> perOp(b, 2) / perOp(a, 2)));
            table.add(
                    row + ": processor time added",
                    Unit.MICROS,
                    Programs.compare(results, 0, variant, (a, b) -> (perOp(b, 2) - perOp(a, 2)) / 1e3));
        }
    }

    void held() throws IOException, InterruptedException {
        double[][][] results =
                programs.rounds(plan.rounds(), withAndWithout(), HELD, HeldMain.class, HELD, plan.measureMillis());
        table.add(
                "10,000 real connections open: heap of each, without stacks",
                Unit.BYTES,
                BYTES_OF_OPEN,
                Programs.compare(results, 0, 1, (a, b) -> (b[0] - a[0]) / HELD));
        table.add(
                "10,000 idle connections: processor time added, in a second",
                Unit.MILLIS,
                Programs.compare(results, 0, 1, (a, b) -> (b[1] - a[1]) / 1e6));
        table.add(
                "10,000 closed by their peers within a second: processor time added, for each",
                Unit.MICROS,
                Programs.compare(results, 0, 1, (a, b) -> (b[2] - a[2]) / 1e3 / HELD));
    }

    void manyClasses() throws IOException, InterruptedException {
        int classes = 15_000;
        double[][][] results =
                programs.rounds(Math.max(2, plan.rounds()), withAndWithout(), 0, ManyClasses.class, classes);
        table.add(
                "an application loads 15,000 classes: added",
                Unit.MILLIS,
                Programs.compare(results, 0, 1, (a, b) -> (b[0] - a[0]) / 1e6));
        table.add("the same: ratio", Unit.TIMES, Programs.compare(results, 0, 1, (a, b) -> b[0] / a[0]));
    }

    private List<Variant> withAndWithout() {
        return List.of(programs.plain(), programs.lastack());
    }

    private double[][][] load(int atLeast, Load load, int threads, String kind)
            throws IOException, InterruptedException {
        return programs.rounds(
                plan.rounds(),
                control ? List.of(programs.plain(), programs.lastack(), Variant.CONTROL) : withAndWithout(),
                atLeast,
                LoadMain.class,
                load,
                threads,
                kind,
                plan.warmUpMillis(),
                plan.measureMillis());
    }

    private static double perOp(double[] result, int which) {
        return result[which] / result[0];
    }
}
