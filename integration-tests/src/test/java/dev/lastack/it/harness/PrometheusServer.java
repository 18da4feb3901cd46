package dev.lastack.it.harness;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A real Prometheus, as Debian packages it, on loopback, that asks every second. */
public final class PrometheusServer implements AutoCloseable {

    private final Process process;
    private final int port;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
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

    /** A query's value where it has exactly one. */
    public OptionalDouble value(String query) throws IOException, InterruptedException {
        JsonNode result = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .at("/data/result");
        return result.size() == 1 ? OptionalDouble.of(result.at("/0/value/1").asDouble()) : OptionalDouble.empty();
    }

    /** Whether it understands the query. */
    public boolean accepts(String query) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("status")
                .asText()
                .equals("success");
    }

    /** The names of the alerts that fire. */
    public List<String> firing() throws IOException, InterruptedException {
        return Report.elements(get("/api/v1/alerts").at("/data/alerts"))
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asText())
                .toList();
    }

    /** Nothing while it is not there yet. */
    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body());
        } catch (ConnectException e) {
            return new ObjectMapper().createObjectNode();
        } catch (JsonParseException e) { // it says in words that it is not ready
            return new ObjectMapper().createObjectNode();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
