package dev.lastack.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in Prometheus' text format. */
public record Exposition(List<String> lines) {

    private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Exposition NONE = new Exposition(List.of());

    /** Over a connection of its own; nothing where nobody answers. */
    public static Exposition scraped(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        try {
            return new Exposition(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList());
        } catch (ConnectException e) {
            return NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Nothing where there is no file. */
    public static Exposition of(Path file) {
        try {
            return new Exposition(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every series with its value. */
    public Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        for (String line : lines) {
            Matcher series = SERIES.matcher(line);
            if (series.matches()) {
                Map<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                values.put(series(series.group(1), labels), Double.valueOf(series.group(3)));
            }
        }
        return values;
    }

    /** A bucket's bound is a number, which some write as 1 and some as 1.0. */
    static String series(String name, Map<String, String> labels) {
        labels.computeIfPresent(
                "le",
                (le, bound) ->
                        bound.equals("+Inf") ? bound : Double.valueOf(bound).toString());
        return name + labels;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Those of a metric, as they stand there. */
    public List<String> series(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .toList();
    }

    /** The sum of a metric's series whose labels have all of these. */
    public long sum(String name, String... labels) {
        return (long) series(name).stream()
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
