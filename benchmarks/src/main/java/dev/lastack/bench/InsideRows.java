package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.function.ToDoubleFunction;

/** What only a program that has the tracking in its own hands can measure. */
final class InsideRows {

    private static final double BYTES_OF_OPEN = 300;
    private static final double FIN_MILLIS = 20;
    private static final double REPORT_MILLIS = 300;
    private static final int FINS = 10_000;

    private final RunPlan plan;
    private final Programs programs;
    private final ResultTable table;

    InsideRows(RunPlan plan, Programs programs, ResultTable table) {
        this.plan = plan;
        this.programs = programs;
        this.table = table;
    }

    void memory() throws IOException, InterruptedException {
        long seconds = plan.everyDepth() ? 120 : 8;
        double[] result = programs.inside(RecordsMain.class, 100_000, 5_000_000, seconds);
        table.add("100,000 made-up connections open: heap of each", Unit.BYTES, BYTES_OF_OPEN, one(result[0]));
        table.add("lives in the soak", Unit.COUNT, one(result[1]));
        table.add("heap grown in the second half of these", Unit.BYTES, one(result[2]));
        table.add("one of these, with what the watcher does", Unit.MICROS, one(result[3] / 1e3));
    }

    void fins() throws IOException, InterruptedException {
        double[][] results = new double[plan.rounds()][];
        for (int round = 0; round < results.length; round++) {
            results[round] = programs.inside(FinMain.class, FINS);
        }
        String what = "remote FIN to known, 10,000 open, all closed within a second: ";
        table.add(what + "median", Unit.MILLIS, each(results, r -> r[0] / 1e6));
        table.add(what + "p99", Unit.MILLIS, FIN_MILLIS, each(results, r -> r[1] / 1e6));
        table.add(what + "longest", Unit.MILLIS, each(results, r -> r[2] / 1e6));
    }

    void reports() throws IOException, InterruptedException {
        report("report of 10,000 open connections", REPORT_MILLIS, "real", 10_000);
        report("report of 50,000 made-up connections, kernel not asked", ResultRow.NO_BUDGET, "made-up", 50_000);
    }

    private void report(String what, double budget, String kind, int connections)
            throws IOException, InterruptedException {
        double[] result = programs.inside(ReportMain.class, kind, connections, plan.everyDepth() ? 20 : 5);
        table.add(what, Unit.MILLIS, budget, one(result[0] / 1e6));
        table.add(what + ": allocated", Unit.BYTES, one(result[1]));
        table.add(what + ": longest pause of a busy thread", Unit.MILLIS, one(result[2] / 1e6));
        table.add(what + ": the same without reports", Unit.MILLIS, one(result[3] / 1e6));
        table.add(what + ": longest stop of all threads, collector left out", Unit.MILLIS, one(result[4] / 1e6));
        table.add(what + ": longest stop by the collector", Unit.MILLIS, one(result[5] / 1e6));
    }

    private static Spread one(double value) {
        return new Spread(value, value, value);
    }

    private static Spread each(double[][] results, ToDoubleFunction<double[]> value) {
        double[] values = new double[results.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(results[i]);
        }
        return Spread.of(values);
    }
}
