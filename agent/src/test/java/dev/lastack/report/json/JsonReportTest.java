package dev.lastack.report.json;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.report.Reports;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.History;
import dev.lastack.snapshot.History.Point;
import dev.lastack.snapshot.History.Series;
import dev.lastack.snapshot.History.Values;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.TimeWait;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    private static final Stack READS = appStack("com.acme.orders.PriceClient.readBody", 112);

    private static ConnectionBuilder leak(long closedAgo) {
        return connection().remoteClosed(closedAgo).eof(READS);
    }

    @Test
    void head_saysWhatWasWatchedAndHowWell() throws IOException {
        JsonNode report = Reports.json(SnapshotFixtures.of());

        assertThat(report.get("schema").asText()).isEqualTo("lastack-report/1");
        assertThat(report.get("generatedAt").asText()).isEqualTo("2026-11-22T12:14:03.250Z");
        assertThat(report.at("/jvm/startedAt").asText()).isEqualTo("2026-11-22T12:00:00.250Z");
        assertThat(report.at("/observation/seconds").asDouble()).isEqualTo(843.0);
        assertThat(report.at("/observation/finFidelity").asText()).isEqualTo("kernel");
    }

    @Test
    void wholeSecond_keepsItsMilliseconds() throws IOException {
        JsonNode report =
                Reports.json(SnapshotFixtures.of(client().open(connection().opened(1_250))));

        assertThat(report.at("/codePaths/0/samples/0/openedAt").asText()).isEqualTo("2026-11-22T12:14:02.000Z");
    }

    @Test
    void totals_areThoseOfAllCodePaths() throws IOException {
        JsonNode totals = Reports.json(SnapshotFixtures.of(
                        client().id("a").open(2, leak(9_000)).closed(3, READS).timeWait(new TimeWait(3, 3, 0.1, 6, 0)),
                        client().id("b").open(connection()).closed(4, READS).timeWait(new TimeWait(4, 4, 0.1, 6, 0))))
                .get("totals");

        assertThat(totals.toString())
                .isEqualTo(
                        "{\"opened\":10,\"closed\":7,\"open\":3,\"closeWaitNow\":2,\"timeWaitLeft\":7,\"timeWaitAtMost\":false,"
                                + "\"firstCloser\":{\"local\":7,\"remote\":2,\"simultaneous\":0,\"resetByRemote\":0,"
                                + "\"resetByLocal\":0,\"unknown\":0}}");
    }

    /** Issue 18: late data of the remote turns a close into a reset, and nobody here sees it. */
    @Test
    void timeWait_isNeverMoreThanTheKernels() throws IOException {
        JsonNode report = Reports.json(SnapshotFixtures.of( // the kernel has 12
                        client().id("a").timeWait(new TimeWait(100, 40, 2, 120, 0.004)),
                        client().id("b").timeWait(new TimeWait(10, 10, 1, 60, 0.002)),
                        client().id("c"))
                .withTimeWaitsOfKernel());

        assertThat(report.at("/codePaths/0/timeWait").toString())
                .isEqualTo("{\"left\":72,\"now\":12,\"perSecond\":0.6,\"steadyState\":36.0,\"portShare\":0.0012,"
                        + "\"atMost\":true}");
        assertThat(report.at("/codePaths/1/timeWait/left").asLong()).isEqualTo(10);
        assertThat(report.at("/codePaths/1/timeWait/atMost").asBoolean()).isTrue();
        assertThat(report.at("/codePaths/2/timeWait/atMost").asBoolean()).isFalse();
        assertThat(report.at("/totals/timeWaitLeft").asLong())
                .as("those of before the last minute, and what the kernel has")
                .isEqualTo(60 + 12);
        assertThat(report.at("/totals/timeWaitAtMost").asBoolean()).isTrue();
    }

    @Test
    void timeWaitThatTheKernelHas_isNoUpperBound() throws IOException {
        JsonNode report = Reports.json(SnapshotFixtures.of(client().timeWait(new TimeWait(12, 12, 1, 60, 0.002)))
                .withTimeWaitsOfKernel());

        assertThat(report.at("/totals/timeWaitLeft").asLong()).isEqualTo(12);
        assertThat(report.at("/totals/timeWaitAtMost").asBoolean()).isFalse();
    }

    @Test
    void closeWaitNow_countsTheKernelsStateAndFallsBackOnJava() throws IOException {
        JsonNode report = Reports.json(SnapshotFixtures.of(client().open(leak(9_000))
                .open(leak(9_000).state(TcpState.CLOSE))
                .open(leak(9_000).state(TcpState.UNKNOWN))
                .open(leak(9_000).state(TcpState.UNKNOWN).closeAsked(READS, 10))
                .open(connection().state(TcpState.UNKNOWN))));

        assertThat(report.at("/codePaths/0/closeWait/now").asLong()).isEqualTo(2);
    }

    @Test
    void closeWaitTimes_areThoseOfOpenConnectionsWhereNoneHasEnded() throws IOException {
        JsonNode closeWait = Reports.json(SnapshotFixtures.of(client().open(leak(9_000))
                        .open(leak(7_000))
                        .open(leak(8_000))
                        .open(connection())))
                .at("/codePaths/0/closeWait");

        assertThat(closeWait.get("longestMillis").asLong()).isEqualTo(9_000);
        assertThat(closeWait.get("p50Millis").asLong()).isEqualTo(8_000);
        assertThat(closeWait.get("p99Millis").asLong()).isEqualTo(9_000);
    }

    @Test
    void closeWaitTimes_areThoseOfEndedOnesButTheLongestIsOfAll() throws IOException {
        JsonNode closeWait = Reports.json(SnapshotFixtures.of(
                        client().open(leak(9_000)).closedLate(2, READS, new Distribution(2, 10, 20, 30))))
                .at("/codePaths/0/closeWait");

        assertThat(closeWait.get("longestMillis").asLong()).isEqualTo(9_000);
        assertThat(closeWait.get("p50Millis").asLong()).isEqualTo(10);
        assertThat(closeWait.get("p99Millis").asLong()).isEqualTo(20);
    }

    @Test
    void stacks_areSitesInnermostFirst() throws IOException {
        JsonNode path =
                Reports.json(SnapshotFixtures.of(client().open(2, leak(9_000)))).at("/codePaths/0");

        assertThat(path.get("openStack").toString()).contains(path.get("site").asText());
        assertThat(path.get("openStack").toString())
                .isEqualTo("[\"java.net.Socket.connect(Socket.java:633)\","
                        + "\"com.acme.orders.PriceClient.fetch(PriceClient.java:87)\","
                        + "\"com.acme.Main.main(Main.java:9)\"]");
        assertThat(path.at("/eofSeenBy/0/stack/1").asText())
                .isEqualTo("com.acme.orders.PriceClient.readBody(PriceClient.java:112)");
        assertThat(path.at("/eofSeenBy/0/count").asLong()).isEqualTo(2);
    }

    @Test
    void finding_namesCulpritAndCodePath() throws IOException {
        JsonNode finding =
                Reports.json(SnapshotFixtures.of(client().open(2, leak(9_000)))).at("/findings/0");

        assertThat(finding.get("severity").asText()).isEqualTo("error");
        assertThat(finding.get("culprit").asText()).isEqualTo("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.get("codePath").asText()).isEqualTo("p1");
        assertThat(finding.at("/evidence/longestMillis").asLong()).isEqualTo(9_000);
    }

    @Test
    void noCulprit_isNull() throws IOException {
        JsonNode finding = Reports.json(SnapshotFixtures.of(
                        client().openStack(Stack.EMPTY).open(connection().remoteClosed(9_000))))
                .at("/findings/0");

        assertThat(finding.get("culprit").isNull()).isTrue();
    }

    @Test
    void samples_areTenOldestFirstAndTroubleGoesBeforeHealth() throws IOException {
        JsonNode samples = Reports.json(
                        SnapshotFixtures.of(client().open(10, connection().opened(900_000))
                                .open(leak(20_000))
                                .open(leak(10_000))))
                .at("/codePaths/0/samples");

        assertThat(samples).hasSize(10);
        assertThat(samples.get(8).get("closeWaitMillis").asLong()).isEqualTo(20_000);
        assertThat(samples.get(9).get("closeWaitMillis").asLong()).isEqualTo(10_000);
        assertThat(samples.get(9).get("remoteClosedAt").asText()).isEqualTo("2026-11-22T12:13:53.250Z");
        assertThat(samples.get(0).get("remoteClosedAt").isNull()).isTrue();
    }

    @Test
    void notANumber_doesNotBreakTheDocument() throws IOException {
        JsonNode report = Reports.json(
                SnapshotFixtures.of(client().timeWait(new TimeWait(1, 1, Double.NaN, 1, Double.POSITIVE_INFINITY))));

        assertThat(Reports.objections(report)).isEmpty();
    }

    @Test
    void timeWaitAndTraffic_areNumbersByName() throws IOException {
        JsonNode report = Reports.json(SnapshotFixtures.of(
                client().rate(2)
                        .timeWait(new TimeWait(500, 120, 2, 120, 0.004))
                        .shortInWindow(110)
                        .idleAtRemoteClose(3, 900, 1_000, 1_100)
                        .addressExhausted(4, 2_250, 250),
                server().rate(1).topClient("10.0.0.3", 60)));

        assertThat(report.at("/codePaths/0/timeWait").toString())
                .isEqualTo("{\"left\":500,\"now\":120,\"perSecond\":2.0,\"steadyState\":120.0,\"portShare\":0.004,"
                        + "\"atMost\":false}");
        assertThat(report.at("/codePaths/0/traffic").toString())
                .isEqualTo(
                        "{\"windowSeconds\":60.0,\"openedInWindow\":120,\"openedPerSecond\":2.0,\"shortInWindow\":110,"
                                + "\"idleAtRemoteClose\":{\"count\":3,\"p10Millis\":900,\"p50Millis\":1000,\"p90Millis\":1100},"
                                + "\"addressExhausted\":{\"count\":4,\"firstAt\":\"2026-11-22T12:14:01.000Z\","
                                + "\"lastAt\":\"2026-11-22T12:14:03.000Z\"},\"topClient\":null,\"topClientTimeWaits\":0}");
        assertThat(report.at("/codePaths/1/traffic/topClient").asText()).isEqualTo("10.0.0.3");
        assertThat(report.at("/codePaths/1/traffic/addressExhausted/firstAt").isNull())
                .isTrue();
    }

    @Test
    void kernelSettings_areNumbersOrText() throws IOException {
        JsonNode kernel = Reports.json(SnapshotFixtures.of()).get("kernel");

        assertThat(kernel.at("/settings/net.ipv4.tcp_tw_reuse").asInt()).isEqualTo(2);
        assertThat(kernel.at("/settings/net.ipv4.ip_local_port_range").asText()).isEqualTo("32768\t60999");
        assertThat(kernel.at("/counters/timeWait").asInt()).isEqualTo(12);
    }

    @Test
    void failureHalfWay_isNotMadeToLookLikeAWholeDocument() {
        Snapshot sick = OrderService.sick();
        Snapshot broken = new Snapshot(sick.takenAt(), sick.jvm(), sick.observation(), sick.codePaths(), null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> JsonReport.write(broken, List.of(), out)).isInstanceOf(NullPointerException.class);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{").doesNotEndWith("}");
    }

    /** Columns as long as the axis; of code paths those that have or had a finding. */
    @Test
    void whatItWasJudgedBy_isThere() throws IOException {
        JsonNode keys = Reports.json(OrderService.sick()).get("configuration");

        assertThat(keys.get(0).toString())
                .isEqualTo(
                        "{\"key\":\"close-wait-threshold\",\"value\":\"5s\",\"valueMillis\":5000,\"changed\":false}");
        assertThat(keys.get(1).has("valueMillis")).isFalse();
    }

    @Test
    void history_isInColumns() throws IOException {
        Snapshot sick = OrderService.sick();
        String withFinding = Analyzer.analyze(sick, Settings.DEFAULTS).get(0).codePathId();
        List<Values> values = List.of(new Values(3, 0, 0, 6, 1, 0, 2), new Values(5, 4, 2, 1, 0, 3, 0));
        History history = new History(
                List.of(new Point(sick.takenAt().minusSeconds(1), 4_000), new Point(sick.takenAt(), 1_000)),
                new Series("", false, null, values),
                List.of(
                        new Series(withFinding, false, null, values),
                        new Series("healthy", false, null, values),
                        new Series("was-sick", true, sick.takenAt(), values)));

        JsonNode report = Reports.json(sick.with(history));

        assertThat(Reports.objections(report)).isEmpty();
        JsonNode written = report.get("history");
        assertThat(written.get("at")).hasSize(2);
        assertThat(written.get("spanMillis")).hasToString("[4000,1000]");
        assertThat(written.get("total").get("closeWait")).hasToString("[0,4]");
        assertThat(written.get("total").get("openedPerSecond")).hasToString("[1.5,1.0]");
        assertThat(written.get("total").get("closedPerSecond"))
                .hasToString("{\"local\":[0.25,0.0],\"remote\":[0.0,3.0],\"other\":[0.5,0.0]}");
        assertThat(written.get("codePaths").findValuesAsText("codePath")).containsExactly(withFinding, "was-sick");
        assertThat(written.get("codePaths").get(0).get("since").isNull()).isTrue();
    }
}
