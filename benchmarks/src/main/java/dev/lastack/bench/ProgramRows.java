package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** Whole programs, with and without the agent, and with another one. */
final class ProgramRows {

    private static final double STORM = 1.05;
    private static final double KEPT_ALIVE = 1.01;

    /** The peer's added time is to be ten times ours. */
    private static final double SHARE_OF_PEER = 0.1;

    private static final double BYTES_OF_OPEN = 300;
    private static final int HELD = 10_000;
    private static final int MANY = 500;

    private static final List<Integer> ALL_THREADS = List.of(1, 8, 64);
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final RunPlan plan;
    private final Programs programs;
    private final @Nullable Variant versus;
    private final ResultTable table;

    ProgramRows(RunPlan plan, Programs programs, @Nullable Variant versus, ResultTable table) {
        this.plan = plan;
        this.programs = programs;
        this.versus = versus;
        this.table = table;
    }

    void storms() throws IOException, InterruptedException {
        for (int threads : ALL_THREADS) {
            storm(Load.SOCKET_STORM, threads, "platform", versus);
            storm(Load.CHANNEL_STORM, threads, "platform", threads == 1 || plan.everyDepth() ? versus : null);
        }
        for (int threads : plan.everyDepth() ? ALL_THREADS : List.of(8)) {
            storm(Load.NETTY_NIO_STORM, threads, "platform", null);
            storm(Load.NETTY_EPOLL_STORM, threads, "platform", null);
        }
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            for (int threads : plan.everyDepth() ? ALL_THREADS : List.of(64)) {
                storm(Load.SOCKET_STORM, threads, "virtual", null);
                storm(Load.CHANNEL_STORM, threads, "virtual", null);
            }
        }
    }

    private void storm(Load load, int threads, String kind, @Nullable Variant other)
            throws IOException, InterruptedException {
        List<Variant> variants = new ArrayList<>(List.of(programs.plain(), programs.lastack()));
        if (other != null) {
            variants.add(other);
        }
        double[][][] results = load(variants, MANY, load, threads, kind);
        String what = "connect and close, " + load + ", " + threads + " " + kind + " threads";
        table.add(what + ": ratio", Unit.TIMES, STORM, compare(results, 0, 1, (a, b) -> perOp(b, 1) / perOp(a, 1)));
        table.add(
                what + ": ratio of processor time",
                Unit.TIMES,
                compare(results, 0, 1, (a, b) -> perOp(b, 2) / perOp(a, 2)));
        table.add(what + ": processor time added", Unit.MICROS, compare(results, 0, 1, ProgramRows::addedCpu));
        if (other != null) {
            versus(what, other, results);
        }
    }

    private void versus(String what, Variant other, double[][][] results) {
        String theirs = what + ", " + other.name();
        table.add(theirs + ": ratio", Unit.TIMES, compare(results, 0, 2, (a, b) -> perOp(b, 1) / perOp(a, 1)));
        table.add(theirs + ": processor time added", Unit.MICROS, compare(results, 0, 2, ProgramRows::addedCpu));
        double[] shares = new double[results[0].length];
        for (int round = 0; round < shares.length; round++) {
            shares[round] =
                    addedCpu(results[0][round], results[1][round]) / addedCpu(results[0][round], results[2][round]);
        }
        table.add(
                what + ": our added processor time, of that of " + other.name(),
                Unit.TIMES,
                SHARE_OF_PEER,
                Spread.of(shares));
    }

    /** Gives the microseconds of the fastest. */
    double keptAlive() throws IOException, InterruptedException {
        double fastest = Double.MAX_VALUE;
        for (Load load : List.of(Load.SOCKET_KEPT_ALIVE, Load.CHANNEL_KEPT_ALIVE)) {
            for (int threads : List.of(1, 64)) {
                double[][][] results = load(variants(), 1, load, threads, "platform");
                String what = "request and response, " + load + ", " + threads + " threads";
                table.add(
                        what + ": ratio",
                        Unit.TIMES,
                        KEPT_ALIVE,
                        compare(results, 0, 1, (a, b) -> perOp(b, 1) / perOp(a, 1)));
                table.add(
                        what + ": ratio of processor time",
                        Unit.TIMES,
                        compare(results, 0, 1, (a, b) -> perOp(b, 2) / perOp(a, 2)));
                if (threads == 1) {
                    fastest = Math.min(fastest, perOp(results[0][0], 1) / 1e3);
                }
            }
        }
        return fastest;
    }

    void held() throws IOException, InterruptedException {
        double[][][] results =
                programs.rounds(plan.rounds(), variants(), HELD, HeldMain.class, HELD, plan.measureMillis());
        table.add(
                "10,000 real connections open: heap of each, without stacks",
                Unit.BYTES,
                BYTES_OF_OPEN,
                compare(results, 0, 1, (a, b) -> (b[0] - a[0]) / HELD));
        table.add(
                "10,000 idle connections: processor time added, in a second",
                Unit.MILLIS,
                compare(results, 0, 1, (a, b) -> (b[1] - a[1]) / 1e6));
        table.add(
                "10,000 closed by their peers within a second: processor time added, for each",
                Unit.MICROS,
                compare(results, 0, 1, (a, b) -> (b[2] - a[2]) / 1e3 / HELD));
    }

    void manyClasses() throws IOException, InterruptedException {
        int classes = 15_000;
        double[][][] results = programs.rounds(Math.max(2, plan.rounds()), variants(), 0, ManyClasses.class, classes);
        table.add(
                "an application loads 15,000 classes: added",
                Unit.MILLIS,
                compare(results, 0, 1, (a, b) -> (b[0] - a[0]) / 1e6));
        table.add("the same: ratio", Unit.TIMES, compare(results, 0, 1, (a, b) -> b[0] / a[0]));
    }

    private List<Variant> variants() {
        return List.of(programs.plain(), programs.lastack());
    }

    private double[][][] load(List<Variant> variants, int atLeast, Load load, int threads, String kind)
            throws IOException, InterruptedException {
        return programs.rounds(
                plan.rounds(),
                variants,
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

    private static double addedCpu(double[] without, double[] with) {
        return (perOp(with, 2) - perOp(without, 2)) / 1e3;
    }

    private static Spread compare(
            double[][][] results, int one, int other, ToDoubleBiFunction<double[], double[]> compare) {
        double[] values = new double[results[one].length];
        for (int round = 0; round < values.length; round++) {
            values[round] = compare.applyAsDouble(results[one][round], results[other][round]);
        }
        return Spread.of(values);
    }
}
