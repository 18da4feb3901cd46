package dev.lastack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What metrics add to a program that has been running for a while, within one JVM: in every other turn all ways out are
 * given and asked, in those between the MXBean alone, which nobody reads. That classes are loaded and readings compiled
 * is over then, as in a program that runs for days.
 */
final class MetricsTurns {

    /** After the ways out have begun or ended. */
    private static final long LEAD_MILLIS = 3_000;

    private final Programs programs;
    private final Path folder;
    private final int everySeconds;

    /** @param everySeconds by each way out but the file, which is written every 10 s */
    MetricsTurns(Programs programs, Path folder, int everySeconds) {
        this.programs = programs;
        this.folder = folder;
        this.everySeconds = everySeconds;
    }

    /** By turns with metrics, of the turn without that is next to it; and control turns, both without. */
    record Ratios(Spread control, Spread withMetrics) {}

    /** @param pairs of turns that are compared */
    Ratios measure(Load load, int threads, long warmUpMillis, int pairs, long turnMillis)
            throws IOException, InterruptedException {
        int port = Scraper.freePort();
        System.err.println("Turns of " + load + " " + threads + ", asked every " + everySeconds + " s");
        try (OtlpSink sink = OtlpSink.start();
                Scraper scraper = new Scraper(port, everySeconds)) {
            String all = "jmx;http:127.0.0.1:" + port + ";otlp;file:" + folder.resolve("turns.prom");
            List<String> jvm =
                    new ArrayList<>(List.of(programs.lastack().jvmArguments().get(0) + ",metrics=jmx"));
            jvm.addAll(sink.jvmArguments(everySeconds));
            jvm.add(programs.peerArgument());
            try (TalkingProcess program = new TalkingProcess(jvm, TurnsMain.class, threads, load)) {
                long pid = program.answer();
                scraper.start();
                Thread.sleep(warmUpMillis);
                attach(pid, all);
                Thread.sleep(warmUpMillis);
                double[] control = new double[pairs];
                double[] with = new double[pairs];
                for (int pair = 0; pair < pairs; pair++) {
                    boolean metricsFirst = pair % 2 == 0;
                    double first = metricsFirst ? turn(program, turnMillis) : 0; // they are on
                    attach(pid, "jmx");
                    double without = turn(program, turnMillis);
                    double again = turn(program, turnMillis);
                    attach(pid, all);
                    double last = metricsFirst ? 0 : turn(program, turnMillis);
                    control[pair] = metricsFirst ? again / without : without / again;
                    with[pair] = metricsFirst ? first / without : last / again;
                }
                return new Ratios(Spread.ofTurns(control), Spread.ofTurns(with));
            }
        }
    }

    /** Processor time of an operation. */
    private static double turn(TalkingProcess program, long millis) throws IOException, InterruptedException {
        Thread.sleep(LEAD_MILLIS);
        long operations = program.ask("operations");
        long cpu = program.ask("cpu");
        Thread.sleep(millis);
        cpu = program.ask("cpu") - cpu;
        operations = program.ask("operations") - operations;
        if (operations == 0) {
            throw new IOException("the program has stopped");
        }
        return (double) cpu / operations;
    }

    private static void attach(long pid, String metrics) throws IOException, InterruptedException {
        Process attach = new ProcessBuilder(
                        Jvm.java(), "-jar", Jvm.agent().toString(), "attach", Long.toString(pid), "metrics=" + metrics)
                .redirectErrorStream(true)
                .start();
        String said = new String(attach.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (attach.waitFor() != 0) {
            throw new IOException("not attached: " + said);
        }
    }
}
