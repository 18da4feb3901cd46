package dev.lastack.metrics;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.Listener;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the pages and what lies in deploy/ against the code. */
class MetricsPagesTest {

    private static final Pattern NAME = Pattern.compile("lastack_[a-z_]+");
    private static final Path ROOT = Path.of("..");

    /** With a series of every metric. */
    private static final List<Metric> ALL = MetricsModel.of(
            ReadingFixtures.of(
                    client().open(connection().remoteClosed(90_000)).rate(10), server().open(connection()), waiting()),
            50);

    @Test
    void tableOfMetrics_isTheCodes() throws IOException {
        List<String> rows = Files.readString(ROOT.resolve("docs/metrics.md"))
                .lines()
                .filter(line -> line.startsWith("| `lastack_"))
                .map(line -> line.split("\\|")[1].strip() + " " + line.split("\\|")[2].strip())
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(ALL.stream()
                        .map(metric -> "`" + metric.name() + labels(metric) + "` "
                                + metric.type().name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/prometheus/lastack.rules.yml", "deploy/grafana/lastack.json"})
    void whatIsAskedFor_isThere(String file) throws IOException {
        Set<String> asked = new TreeSet<>();
        Matcher names = NAME.matcher(Files.readString(ROOT.resolve(file)));
        while (names.find()) {
            asked.add(names.group().replaceAll("_seconds_(bucket|count|sum)$", "_seconds"));
        }

        assertThat(asked).isNotEmpty();
        assertThat(ALL).extracting(Metric::name).containsAll(asked);
    }

    /** A listener at which nobody accepts. */
    private static PathBuilder waiting() {
        return server().id("p3")
                .stuck(new Listener(
                        "0.0.0.0:9090", Transport.NIO, Stack.EMPTY, 12, 3, 50, 60_000, null, null, "acceptor"));
    }

    private static String labels(Metric metric) {
        if (metric.type() == Metric.Type.HISTOGRAM) {
            return "";
        }
        assertThat(metric.samples()).as(metric.name()).isNotEmpty();
        Set<String> names = metric.samples().get(0).labels().keySet();
        return names.isEmpty() ? "" : names.stream().collect(Collectors.joining(",", "{", "}"));
    }
}
