package dev.lastack.analyze;

import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.Sites;
import dev.lastack.fixture.SnapshotFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A verdict at exit is about the run, one in between about the present. */
class WorstWindowTest {

    private static final String SHORT = "time-wait/short-connections";
    private static final String SERVER = "time-wait/server-closes-first";
    private static final String PORTS = "time-wait/port-pressure";
    private static final String BUCKETS = "time-wait/bucket-pressure";

    private static List<Finding> atExit(String rule, PathBuilder... paths) {
        return Findings.atExit(Hosts.linux6(), paths).stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private static PathBuilder ended(PathBuilder path, long count) {
        return path.closed(count, Sites.appStack("com.acme.orders.PriceClient.fetch", 99));
    }

    @Test
    void burstBeforeAQuietWhile_isFoundAtExit_andNotLive() {
        PathBuilder path = ended(client(), 300).burst(200, 95).burst(100, 90);

        Finding finding = atExit(SHORT, path).get(0);

        assertThat(finding.connections()).isEqualTo(300);
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.SHORT_IN_WINDOW, 300L)
                .containsEntry(EvidenceKey.OPENED_PER_SECOND, 5.0)
                .containsEntry(EvidenceKey.WINDOW_MILLIS, 60_000L)
                .containsEntry(
                        EvidenceKey.WORST_WINDOW_START,
                        SnapshotFixtures.NOW.minusSeconds(95).toEpochMilli());
        assertThat(finding.details())
                .anyMatch(line -> line.contains("in the worst 1m 00s of the run, from 2026-11-22T12:12:28Z on"))
                .anyMatch(line -> line.contains("300 were in TIME_WAIT at its end"));
        assertThat(Findings.of(SHORT, Hosts.linux6(), path)).isEmpty();
    }

    @Test
    void asManyOverALongerTime_areNone() {
        PathBuilder path = ended(client(), 300);
        for (int minute = 1; minute <= 10; minute++) {
            path.burst(30, 60L * minute);
        }

        assertThat(atExit(SHORT, path)).isEmpty();
    }

    /** Sixty and sixty at one time are 120; at two times they are not. */
    @Test
    void pathsOfOneLine_areAddedUpInTheSameWindow() {
        PathBuilder first = ended(client().id("p1").peer("10.0.0.5:1"), 60).burst(60, 200);

        assertThat(atExit(
                        SHORT,
                        first,
                        ended(client().id("p2").peer("10.0.0.5:2"), 60).burst(60, 180)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.connections()).isEqualTo(120));
        assertThat(atExit(
                        SHORT,
                        first,
                        ended(client().id("p2").peer("10.0.0.5:2"), 60).burst(60, 700)))
                .isEmpty();
    }

    @Test
    void presentWindow_isTheWorst() {
        Finding finding = atExit(
                        SHORT, ended(client(), 700).rate(10).shortInWindow(600).burst(100, 300))
                .get(0);

        assertThat(finding.connections()).isEqualTo(600);
        assertThat(finding.evidence())
                .containsEntry(
                        EvidenceKey.WORST_WINDOW_START,
                        SnapshotFixtures.NOW.minusSeconds(60).toEpochMilli());
        assertThat(finding.details()).anyMatch(line -> line.contains("in the last 1m 00s"));
    }

    @Test
    void liveView_saysNothingOfTheRun() {
        Finding finding = Findings.of(
                        SHORT,
                        Hosts.linux6(),
                        ended(client(), 700).rate(10).shortInWindow(600).burst(5_000, 300))
                .get(0);

        assertThat(finding.connections()).isEqualTo(600);
        assertThat(finding.evidence()).doesNotContainKey(EvidenceKey.WORST_WINDOW_START);
    }

    @Test
    void server_isJudgedLikewise() {
        PathBuilder path = ended(server(), 300).burst(300, 90);

        assertThat(atExit(SERVER, path))
                .singleElement()
                .satisfies(finding -> assertThat(finding.connections()).isEqualTo(300));
        assertThat(Findings.of(SERVER, Hosts.linux6(), path)).isEmpty();
        assertThat(atExit(SERVER, ended(server(), 99).burst(99, 90))).isEmpty();
    }

    /** The ports to a destination are shared by all that connect to it, at one time. */
    @Test
    void portsAndBuckets_areJudgedLikewise() {
        PathBuilder one = ended(client().id("p1"), 14_000).burst(14_000, 600);
        PathBuilder other = ended(client().id("p3").openStack(Sites.appStack("com.acme.Other.go", 5)), 14_000);

        Finding finding = atExit(PORTS, one, other.burst(14_000, 590)).get(0);
        assertThat(finding.connections()).isEqualTo(28_000);
        assertThat(finding.title()).startsWith("at the worst rate of the run ");
        assertThat(finding.evidence()).containsKey(EvidenceKey.WORST_WINDOW_START);
        assertThat(Findings.of(PORTS, Hosts.linux6(), one, other)).isEmpty();

        assertThat(atExit(BUCKETS, ended(client(), 250_000).burst(250_000, 600)))
                .hasSize(1);
        assertThat(atExit(BUCKETS, ended(client(), 2_500).burst(2_500, 600))).isEmpty();
    }

    @Test
    void portsTakenAtTwoTimes_areNoPressure() {
        PathBuilder one = ended(client().id("p1"), 10_000).burst(10_000, 600);
        PathBuilder other = ended(client().id("p3").openStack(Sites.appStack("com.acme.Other.go", 5)), 10_000);

        assertThat(atExit(PORTS, one, other.burst(10_000, 300))).isEmpty();
    }
}
