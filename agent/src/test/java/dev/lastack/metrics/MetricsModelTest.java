package dev.lastack.metrics;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.Sites;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricsModelTest {

    private static final int LIMIT = 50;
    private static final String FETCH = "com.acme.orders.PriceClient.fetch(PriceClient.java:87)";
    private static final Stack CLOSING = Sites.appStack("com.acme.orders.PriceClient.fetch", 99);

    @Test
    void everyNameIsThere_whetherThereIsAnythingToTellOrNot() {
        assertThat(MetricsModel.of(ReadingFixtures.of(), LIMIT))
                .extracting(Metric::name)
                .containsExactly(
                        "lastack_connections_open",
                        "lastack_connections_opened_total",
                        "lastack_connections_closed_total",
                        "lastack_close_wait_connections",
                        "lastack_close_wait_oldest_seconds",
                        "lastack_close_wait_seconds",
                        "lastack_time_wait_connections",
                        "lastack_ephemeral_port_share_ratio",
                        "lastack_findings",
                        "lastack_accept_queue_connections",
                        "lastack_untracked_sockets",
                        "lastack_suppressed_errors_total",
                        "lastack_overhead_seconds_total");
    }

    @Test
    void connections_areCountedByRoleTransportAndFirstCloser() {
        Reading reading = ReadingFixtures.of(
                client().open(3, connection()).closed(4, CLOSING),
                client().id("p3").transport(Transport.NIO).open(2, connection()).reset(1, CLOSING),
                server().open(5, connection()));

        assertThat(series(reading, "lastack_connections_open"))
                .containsOnly(
                        entry("role=client,transport=socket", 3.0),
                        entry("role=client,transport=nio", 2.0),
                        entry("role=server,transport=socket", 5.0));
        assertThat(series(reading, "lastack_connections_opened_total"))
                .containsOnly(entry("role=client", 10.0), entry("role=server", 5.0));
        assertThat(series(reading, "lastack_connections_closed_total"))
                .hasSize(12)
                .contains(
                        entry("role=client,first_closer=local", 4.0),
                        entry("role=client,first_closer=reset_by_local", 1.0),
                        entry("role=client,first_closer=remote", 0.0),
                        entry("role=server,first_closer=local", 0.0));
    }

    /** A rate over a counter that is not there before its first event misses that event. */
    @Test
    void counters_areThereFromTheBegin() {
        assertThat(series(ReadingFixtures.of(), "lastack_connections_opened_total"))
                .containsOnly(entry("role=client", 0.0), entry("role=server", 0.0));
    }

    @Test
    void closeWait_hasItsSite_andGoesWhenItIsOver() {
        Reading leaking = ReadingFixtures.of(
                client().open(2, connection().remoteClosed(90_500)).open(connection()),
                client().id("p3").peer("10.0.0.6:8443").open(connection().remoteClosed(1_000)));

        assertThat(series(leaking, "lastack_close_wait_connections"))
                .containsOnly(entry("site=" + FETCH + ",role=client", 3.0));
        assertThat(series(leaking, "lastack_close_wait_oldest_seconds")).containsOnly(entry("site=" + FETCH, 90.5));
        assertThat(series(leaking, "lastack_findings"))
                .containsOnlyKeys("rule=close-wait/unread,severity=error,site=" + FETCH);

        Reading healed = ReadingFixtures.of(client().open(connection()).closed(3, CLOSING));
        assertThat(series(healed, "lastack_close_wait_connections")).isEmpty();
        assertThat(series(healed, "lastack_close_wait_oldest_seconds")).isEmpty();
        assertThat(series(healed, "lastack_findings")).isEmpty();
    }

    @Test
    void stackWithoutTheApplication_isToldByItsInnermostFrame_andNoneAsUnknown() {
        Reading reading = ReadingFixtures.of(
                client().openStack(Sites.stack(Sites.library("org.postgresql.core.PGStream.<init>", 5)))
                        .open(connection().remoteClosed(1_000)),
                client().id("p2").openStack(Stack.EMPTY).open(connection().remoteClosed(1_000)));

        assertThat(series(reading, "lastack_close_wait_connections").keySet())
                .anyMatch(labels -> labels.startsWith("site=org.postgresql.core.PGStream.<init>("))
                .contains("site=unknown,role=client");
    }

    @Test
    void timeWait_isToldByDestination_whateverTheCodePath() {
        Reading reading = ReadingFixtures.of(
                client().rate(10),
                client().id("p2").openStack(CLOSING).rate(5),
                client().id("p3").peer("10.0.0.9:80").rate(1),
                server().id("p4").rate(2));

        assertThat(series(reading, "lastack_time_wait_connections"))
                .containsOnly(
                        entry("destination=10.0.0.5:8443", 900.0),
                        entry("destination=10.0.0.9:80", 60.0),
                        entry("destination=clients of 0.0.0.0:8080", 120.0));
        Map<String, Double> shares = series(reading, "lastack_ephemeral_port_share_ratio");
        assertThat(shares).containsOnlyKeys("destination=10.0.0.5:8443", "destination=10.0.0.9:80");
        assertThat(shares.get("destination=10.0.0.5:8443")).isCloseTo(900.0 / 28_232, within());
    }

    @Test
    void whatIsNotKnown_isLeftOut() {
        Reading known = ReadingFixtures.of();
        Reading unknown = new Reading(
                SnapshotFixtures.of(SnapshotFixtures.inferred()), List.of(), ReadingFixtures.CLOSE_WAITS, -1);

        assertThat(series(known, "lastack_untracked_sockets")).containsOnly(entry("", 0.0));
        assertThat(series(known, "lastack_overhead_seconds_total")).containsOnly(entry("", 1.5));
        assertThat(series(unknown, "lastack_untracked_sockets")).isEmpty();
        assertThat(series(unknown, "lastack_overhead_seconds_total")).isEmpty();
    }

    @Test
    void beyondTheLimit_theLeastHarmful_goTogether() {
        Reading reading = ReadingFixtures.of(
                path(1).open(5, connection().remoteClosed(10_000)),
                path(2).open(9, connection().remoteClosed(10_000)),
                path(3).open(1, connection().remoteClosed(99_000)),
                path(4).open(2, connection().remoteClosed(10_000)));

        Map<String, Double> connections = new TreeMap<>(series(reading, "lastack_close_wait_connections", 2));
        assertThat(connections)
                .containsOnly(
                        entry("site=" + site(2) + ",role=client", 9.0),
                        entry("site=" + site(1) + ",role=client", 5.0),
                        entry("site=other,role=client", 3.0));
        assertThat(series(reading, "lastack_close_wait_oldest_seconds", 2))
                .containsOnly(
                        entry("site=" + site(1), 10.0), entry("site=" + site(2), 10.0), entry("site=other", 99.0));
        assertThat(series(reading, "lastack_findings", 2).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isEqualTo(reading.findings().size());
    }

    @Test
    void labels_areShort_andOfOneLine() {
        String className = "com.acme." + "Very".repeat(100) + "LongName";
        Reading reading = ReadingFixtures.of(
                client().openStack(Sites.appStack(className + ".run", 1))
                        .open(connection().remoteClosed(1)),
                client().id("p2")
                        .openStack(Sites.appStack("com.acme.A\nB\u001b\ud83d.run", 1))
                        .open(connection().remoteClosed(1)));

        assertThat(series(reading, "lastack_close_wait_connections").keySet())
                .allSatisfy(labels -> assertThat(labels)
                        .doesNotContainPattern("[\\p{Cntrl}\ud83d]")
                        .hasSizeLessThan(230));
    }

    private static PathBuilder path(int number) {
        return client().id("p" + number).openStack(Sites.appStack("com.acme.Client" + number + ".call", 7));
    }

    private static String site(int number) {
        return "com.acme.Client" + number + ".call(Client" + number + ".java:7)";
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    private static Map<String, Double> series(Reading reading, String name) {
        return series(reading, name, LIMIT);
    }

    /** By {@code label=value,label=value}. */
    private static Map<String, Double> series(Reading reading, String name, int limit) {
        Map<String, Double> series = new TreeMap<>();
        Metric metric = MetricsModel.of(reading, limit).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (Sample sample : metric.samples()) {
            List<String> labels = new ArrayList<>();
            sample.labels().forEach((label, value) -> labels.add(label + "=" + value));
            assertThat(series.put(String.join(",", labels), sample.value()))
                    .as("%s twice", labels)
                    .isNull();
        }
        return series;
    }
}
