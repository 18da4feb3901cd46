package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was measured, row by row; each is told at once, so that a long run shows how far it is. */
final class ResultTable {

    private final List<ResultRow> rows = new ArrayList<>();

    void add(String what, Unit unit, double budget, Spread measured) {
        ResultRow row = new ResultRow(what, unit, budget, measured);
        rows.add(row);
        System.err.println(row.markdown());
    }

    /** A row that explains others. */
    void add(String what, Unit unit, Spread measured) {
        add(what, unit, ResultRow.NO_BUDGET, measured);
    }

    void write(RunPlan plan) throws IOException {
        System.out.println(Machine.inWords() + ", " + plan.rounds() + " rounds.\n");
        System.out.println("| row | budget | measured: median (least to most) | met |");
        System.out.println("|---|---|---|---|");
        rows.forEach(row -> System.out.println(row.markdown()));
        Path file = Jvm.target().resolve("budgets.json");
        Files.writeString(file, json(plan));
        System.err.println("also in " + file);
    }

    private String json(RunPlan plan) throws IOException {
        return rows.stream()
                .map(ResultRow::json)
                .collect(Collectors.joining(
                        ",\n    ",
                        "{\n  \"schema\": \"lastack-budgets/1\",\n  \"machine\": \"%s\",\n  \"javaVersion\": \"%s\",\n  \"processors\": %d,\n  \"rounds\": %d,\n  \"rows\": [\n    "
                                .formatted(
                                        Machine.inWords(),
                                        Jvm.version(),
                                        Runtime.getRuntime().availableProcessors(),
                                        plan.rounds()),
                        "\n  ]\n}\n"));
    }
}
