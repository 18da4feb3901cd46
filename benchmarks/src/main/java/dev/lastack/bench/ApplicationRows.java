package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent adds to the start of an application that loads thousands of classes before it is ready. */
final class ApplicationRows {

    private static final int ROUNDS = 4;

    private final RunPlan plan;
    private final Programs programs;
    private final @Nullable Variant versus;
    private final ResultTable table;

    ApplicationRows(RunPlan plan, Peer peer, @Nullable Variant versus, ResultTable table) throws IOException {
        this.plan = plan;
        this.programs = Programs.withLibraries(peer, "application");
        this.versus = versus;
        this.table = table;
    }

    void measure() throws IOException, InterruptedException {
        List<Variant> variants = Variant.compared(programs.lastack(), versus);
        // files into the page cache
        for (Variant variant : variants) {
            programs.run(variant, 0, SpringApplicationMain.class);
        }
        int rounds = Math.max(ROUNDS, plan.rounds());
        double[][][] results = programs.rounds(rounds, variants, 0, SpringApplicationMain.class);
        for (int i = 1; i < variants.size(); i++) {
            String what = "Spring Boot, until it is ready, " + variants.get(i).name();
            table.add(
                    what + ": ratio of time",
                    Unit.TIMES,
                    Programs.compare(results, 0, i, (without, with) -> with[0] / without[0]));
            table.add(
                    what + ": added",
                    Unit.MILLIS,
                    Programs.compare(results, 0, i, (without, with) -> millis(with[0] - without[0])));
            table.add(
                    what + ": processor time added",
                    Unit.MILLIS,
                    Programs.compare(results, 0, i, (without, with) -> millis(with[1] - without[1])));
        }
    }

    private static double millis(double nanos) {
        return nanos / 1e6;
    }
}
