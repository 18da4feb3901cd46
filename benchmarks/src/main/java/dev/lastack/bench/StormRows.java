package dev.lastack.bench;

import dev.lastack.bench.CountedStormMain.Stretch;
import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent adds to the first connections of a JVM, and to those that come when its code is compiled. */
final class StormRows {

    /** The peer's added time is to be ten times ours. */
    private static final double SHARE_OF_PEER = 0.1;

    /** Each connection is opened here and accepted here. */
    private static final int ENDS = 2;

    private final RunPlan plan;
    private final Programs programs;
    private final @Nullable Variant versus;
    private final ResultTable table;

    StormRows(RunPlan plan, Programs programs, @Nullable Variant versus, ResultTable table) {
        this.plan = plan;
        this.programs = programs;
        this.versus = versus;
        this.table = table;
    }

    void measure() throws IOException, InterruptedException {
        for (SocketKind kind : SocketKind.values()) {
            measure(kind);
        }
    }

    private void measure(SocketKind kind) throws IOException, InterruptedException {
        List<Variant> variants = Variant.compared(programs.lastack(), versus);
        double[][][] results = programs.rounds(
                Math.max(2, plan.rounds()), variants, ENDS * Stretch.LATE.to, CountedStormMain.class, kind);
        for (Stretch stretch : Stretch.values()) {
            String what = "storm, " + kind + ", " + stretch;
            for (int i = 1; i < variants.size(); i++) {
                Variant variant = variants.get(i);
                double budget = variant.equals(programs.lastack()) ? stretch.budget : ResultRow.NO_BUDGET;
                String row = what + ", " + variant.name();
                table.add(
                        row + ": ratio of processor time",
                        Unit.TIMES,
                        budget,
                        Programs.compare(results, 0, i, (without, with) -> cpu(with, stretch) / cpu(without, stretch)));
                table.add(
                        row + ": processor time added",
                        Unit.MICROS,
                        Programs.compare(
                                results, 0, i, (without, with) -> (cpu(with, stretch) - cpu(without, stretch)) / 1e3));
            }
        }
        if (versus != null) {
            ofTheirs(kind, versus, results);
        }
    }

    /** Of what both add when all is warm. */
    private void ofTheirs(SocketKind kind, Variant versus, double[][][] results) {
        double[] shares = new double[results[0].length];
        for (int round = 0; round < shares.length; round++) {
            double without = cpu(results[0][round], Stretch.LATE);
            shares[round] =
                    (cpu(results[2][round], Stretch.LATE) - without) / (cpu(results[3][round], Stretch.LATE) - without);
        }
        table.add(
                "storm, " + kind + ", " + Stretch.LATE + ": our added processor time, of that of " + versus.name(),
                Unit.TIMES,
                SHARE_OF_PEER,
                Spread.of(shares));
    }

    private static double cpu(double[] line, Stretch stretch) {
        return line[stretch.cpu];
    }
}
