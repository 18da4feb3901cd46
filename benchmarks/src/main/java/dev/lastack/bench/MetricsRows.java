package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What metrics add to the agent: the same loads with all ways out on, scraped and sent every second, and with none. */
final class MetricsRows {

    private static final double WITH_METRICS = 1.01;
    private static final double SCRAPE_MILLIS = 100;
    private static final int DESTINATIONS = 10_000;
    private static final int SCRAPES = 7;

    /** Metrics-limit is 50: sites, destinations and findings, each with two or three metrics and labels. */
    private static final double MOST_SERIES = 500;

    private final RunPlan plan;
    private final Programs programs;
    private final ResultTable table;
    private final Path folder;

    MetricsRows(RunPlan plan, Programs programs, ResultTable table) throws IOException {
        this.plan = plan;
        this.programs = programs;
        this.table = table;
        this.folder = Files.createDirectories(Jvm.target().resolve("metrics"));
    }

    void measure(ServerRows servers) throws IOException, InterruptedException {
        for (Load load : List.of(Load.SOCKET_STORM, Load.CHANNEL_STORM, Load.SOCKET_KEPT_ALIVE)) {
            load(load, 8);
        }
        int port = Scraper.freePort();
        try (OtlpSink sink = OtlpSink.start();
                Scraper scraper = new Scraper(port)) {
            scraper.start();
            servers.measureMetrics(lastack -> with(lastack, port, sink), WITH_METRICS);
        }
        scrapes();
    }

    /** The agent without metrics twice: what these differ by is the machine's. */
    private void load(Load load, int threads) throws IOException, InterruptedException {
        int port = Scraper.freePort();
        Variant without = programs.lastack();
        double[][][] results;
        try (OtlpSink sink = OtlpSink.start();
                Scraper scraper = new Scraper(port)) {
            scraper.start();
            List<Variant> variants = List.of(
                    without, new Variant("LastAck, control", without.jvmArguments()), with(without, port, sink));
            results = programs.rounds(
                    Math.max(3, plan.rounds()),
                    variants,
                    0,
                    LoadMain.class,
                    load,
                    threads,
                    "platform",
                    plan.warmUpMillis(),
                    plan.measureMillis());
        }
        String what = load + ", " + threads + " threads, of the processor time without metrics: ";
        table.add(what + "control", Unit.TIMES, ratio(results, 1));
        table.add(what + "with metrics", Unit.TIMES, WITH_METRICS, ratio(results, 2));
    }

    private static Spread ratio(double[][][] results, int variant) {
        double[] ratios = new double[results[variant].length];
        for (int round = 0; round < ratios.length; round++) {
            double[] without = results[0][round];
            double[] with = results[variant][round];
            ratios[round] = (with[2] / with[0]) / (without[2] / without[0]);
        }
        return Spread.of(ratios);
    }

    private void scrapes() throws IOException, InterruptedException {
        int port = Scraper.freePort();
        Path file = folder.resolve("scraped.prom");
        double[] result = programs.run(
                new Variant("LastAck with metrics", agent(programs.lastack(), metrics(port, file))),
                0,
                ScrapeMain.class,
                port,
                file,
                DESTINATIONS,
                SCRAPES);
        String what = "10,000 destinations, half of them leaking: ";
        table.add(what + "scrape", Unit.MILLIS, SCRAPE_MILLIS, one(result[0] / 1e6));
        table.add(what + "the MXBean's series", Unit.MILLIS, SCRAPE_MILLIS, one(result[1] / 1e6));
        table.add(what + "series at the endpoint", Unit.COUNT, MOST_SERIES, one(result[2]));
        table.add(what + "series in the file", Unit.COUNT, MOST_SERIES, one(result[3]));
        table.add(what + "age of the file", Unit.MILLIS, one(result[4]));
    }

    private static Spread one(double value) {
        return Spread.of(new double[] {value});
    }

    private Variant with(Variant lastack, int port, OtlpSink sink) {
        List<String> arguments = new ArrayList<>(agent(lastack, metrics(port) + ",metrics=otlp"));
        arguments.addAll(sink.jvmArguments());
        return new Variant("with metrics", arguments);
    }

    private static List<String> agent(Variant lastack, String more) {
        return List.of(lastack.jvmArguments().get(0) + "," + more);
    }

    private String metrics(int port) {
        return metrics(port, folder.resolve("load.prom"));
    }

    private static String metrics(int port, Path file) {
        return "metrics=http:127.0.0.1:" + port + ",metrics=jmx,metrics=file:" + file;
    }
}
