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
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Prometheus' interface for queries, which servers of others have too. */
public record PromqlApi(int port) {

    /** One: of a client for each query the collector would close the connections, whenever it comes. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** A query's value where it has exactly one. */
    public OptionalDouble value(String query) throws IOException, InterruptedException {
        JsonNode result = query(query).at("/data/result");
        return result.size() == 1 ? OptionalDouble.of(result.at("/0/value/1").asDouble()) : OptionalDouble.empty();
    }

    /**
     * What a query gives, by name and labels.
     *
     * @param ofSender labels that say who has told it, to be left out
     */
    public Map<String, Double> series(String query, Predicate<String> ofSender)
            throws IOException, InterruptedException {
        Map<String, Double> all = new TreeMap<>();
        Report.elements(query(query).at("/data/result")).forEach(one -> {
            Map<String, String> labels = new TreeMap<>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            labels.keySet().removeIf(ofSender);
            all.put(
                    Exposition.series(labels.remove("__name__"), labels),
                    one.at("/value/1").asDouble());
        });
        return all;
    }

    /** Whether it understands the query. */
    public boolean accepts(String query) throws IOException, InterruptedException {
        return query(query).path("status").asText().equals("success");
    }

    private JsonNode query(String query) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    /** Nothing while it is not there yet. */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
        } catch (ConnectException e) {
            return new ObjectMapper().createObjectNode();
        } catch (JsonParseException e) { // it says in words that it is not ready
            return new ObjectMapper().createObjectNode();
        }
    }
}
