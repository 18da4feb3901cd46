package dev.lastack.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A real Prometheus, as Debian packages it, on loopback, that asks every second. */
public final class PrometheusServer implements AutoCloseable {

    private final Process process;
    private final PromqlApi api;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.api = new PromqlApi(port);
    }

    /**
     * Scrapes these ports.
     *
     * @param rules what it alerts by
     */
    public static PrometheusServer start(int port, List<Integer> targets, String rules) throws IOException {
        Path folder = Layout.newRunFolder("prometheus");
        Files.writeString(folder.resolve("rules.yml"), rules);
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                  scrape_timeout: 1s
                  evaluation_interval: 1s
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: lastack
                    static_configs:
                      - targets: [%s]
                """.formatted(
                targets.stream().map(target -> "'127.0.0.1:" + target + "'").collect(Collectors.joining(", "))));
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        return new PrometheusServer(process, port);
    }

    /** What it has stored. */
    public PromqlApi stored() {
        return api;
    }

    /** The names of the alerts that fire. */
    public List<String> firing() throws IOException, InterruptedException {
        return Report.elements(api.get("/api/v1/alerts").at("/data/alerts"))
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asText())
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
