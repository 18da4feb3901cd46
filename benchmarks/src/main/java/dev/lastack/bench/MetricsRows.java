package dev.lastack.bench;

import dev.lastack.bench.ResultRow.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What metrics add to the agent: once, when they begin; in the first seconds of a load, asked every second; and from then on,
 * asked as often as is usual and as often as is hard.
 */
final class MetricsRows {

    private static final List<Load> LOADS = List.of(Load.SOCKET_STORM, Load.CHANNEL_STORM, Load.SOCKET_KEPT_ALIVE);
    private static final int THREADS = 8;
    private static final double WITH_METRICS = 1.01;
    private static final double SCRAPE_MILLIS = 100;
    private static final int DESTINATIONS = 10_000;
    private static final int SCRAPES = 7;

    /** As engines ask where nobody has said otherwise, and as often as anybody does. */
    private static final int USUAL_SECONDS = 15;

    private static final int HARD_SECONDS = 1;

    /** By then a JVM that has just started has been asked by each way out, where that is every 15 s. */
    private static final int REST_SECONDS = 25;

    private static final long USUAL_TURN_MILLIS = 15_000;

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
        begin(USUAL_SECONDS);
        begin(HARD_SECONDS);
        for (Load load : LOADS) {
            turns(load, USUAL_SECONDS, USUAL_TURN_MILLIS, Math.max(3, plan.rounds()));
            turns(load, HARD_SECONDS, plan.serverTurnMillis(), Math.max(7, plan.serverTurns()));
        }
        for (Load load : LOADS) {
            firstSeconds(load);
        }
        int port = Scraper.freePort();
        try (OtlpSink sink = OtlpSink.start();
                Scraper scraper = new Scraper(port, HARD_SECONDS)) {
            scraper.start();
            servers.measureMetrics(lastack -> with(lastack, port, sink), WITH_METRICS);
        }
        scrapes();
    }

    private void begin(int everySeconds) throws IOException, InterruptedException {
        new MetricsBegin(programs, folder)
                .added(Math.max(3, plan.rounds()), REST_SECONDS * 1_000L, everySeconds)
                .forEach((way, millis) -> table.add(
                        "a program at rest, its first " + REST_SECONDS + " s, asked every " + everySeconds + " s, "
                                + way + ": processor time added",
                        Unit.MILLIS,
                        millis));
    }

    private void turns(Load load, int everySeconds, long turnMillis, int pairs)
            throws IOException, InterruptedException {
        MetricsTurns.Ratios ratios = new MetricsTurns(programs, folder, everySeconds)
                .measure(load, THREADS, plan.serverWarmUpMillis(), pairs, turnMillis);
        String what = load + ", " + THREADS + " threads, asked every " + everySeconds
                + " s, of the processor time without metrics: ";
        table.add(what + "control", Unit.TIMES, ratios.control());
        table.add(what + "with metrics", Unit.TIMES, WITH_METRICS, ratios.withMetrics());
    }

    /** The agent without metrics twice: what these differ by is the machine's. */
    private void firstSeconds(Load load) throws IOException, InterruptedException {
        int port = Scraper.freePort();
        Variant without = programs.lastack();
        double[][][] results;
        try (OtlpSink sink = OtlpSink.start();
                Scraper scraper = new Scraper(port, HARD_SECONDS)) {
            scraper.start();
            List<Variant> variants = List.of(
                    without, new Variant("LastAck, control", without.jvmArguments()), with(without, port, sink));
            results = programs.rounds(
                    Math.max(3, plan.rounds()),
                    variants,
                    0,
                    LoadMain.class,
                    load,
                    THREADS,
                    "platform",
                    plan.warmUpMillis(),
                    plan.measureMillis());
        }
        String what = load + ", " + THREADS + " threads, the first seconds, asked every " + HARD_SECONDS
                + " s, of the processor time without metrics: ";
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
        arguments.addAll(sink.jvmArguments(HARD_SECONDS));
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
