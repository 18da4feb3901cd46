package dev.lastack.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs once that metrics begin: the processor time of programs at rest, from their start on, with each way out
 * alone, with all, and with none. All live at the same time, so that what the machine does meets all of them.
 */
final class MetricsBegin {

    private static final String ALL = "all";

    private final Programs programs;
    private final Path folder;

    MetricsBegin(Programs programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** Milliseconds by way out, as against none; those of a second program without are the control. */
    Map<String, Spread> added(int rounds, long restMillis, int everySeconds) throws IOException, InterruptedException {
        Map<String, double[]> added = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            System.err.println("Begin of metrics, asked every " + everySeconds + " s");
            for (Map.Entry<String, Double> one :
                    millis(restMillis, everySeconds).entrySet()) {
                added.computeIfAbsent(one.getKey(), way -> new double[rounds])[round] = one.getValue();
            }
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        added.forEach((way, values) -> spreads.put(way, Spread.of(values)));
        return spreads;
    }

    private Map<String, Double> millis(long restMillis, int everySeconds) throws IOException, InterruptedException {
        Map<String, String> ways = new LinkedHashMap<>();
        int alone = Scraper.freePort();
        int port = Scraper.freePort();
        ways.put("none", "");
        ways.put("control", "");
        ways.put("file", ",metrics=file:" + folder.resolve("begin.prom"));
        ways.put("http", ",metrics=http:127.0.0.1:" + alone);
        ways.put("otlp", ",metrics=otlp");
        ways.put("jmx", ",metrics=jmx");
        ways.put(ALL, ",metrics=jmx;http:127.0.0.1:" + port + ";otlp;file:" + folder.resolve("begin-all.prom"));
        Map<String, TalkingProcess> running = new LinkedHashMap<>();
        Map<String, Double> millis = new LinkedHashMap<>();
        try (OtlpSink sink = OtlpSink.start();
                Scraper one = new Scraper(alone, everySeconds);
                Scraper other = new Scraper(port, everySeconds)) {
            one.start();
            other.start();
            for (Map.Entry<String, String> way : ways.entrySet()) {
                List<String> jvm = new ArrayList<>(
                        List.of(programs.lastack().jvmArguments().get(0) + way.getValue()));
                jvm.addAll(sink.jvmArguments(everySeconds));
                running.put(way.getKey(), new TalkingProcess(jvm, TurnsMain.class, 0));
            }
            Thread.sleep(restMillis);
            sink.await(2); // one of each that sends
            for (Map.Entry<String, TalkingProcess> program : running.entrySet()) {
                program.getValue().answer(); // its pid
                millis.put(program.getKey(), program.getValue().ask("cpu") / 1e6);
            }
        } finally {
            for (TalkingProcess program : running.values()) {
                program.close();
            }
        }
        double none = millis.getOrDefault("none", 0.0);
        millis.remove("none");
        millis.replaceAll((way, cpu) -> cpu - none);
        return millis;
    }
}
