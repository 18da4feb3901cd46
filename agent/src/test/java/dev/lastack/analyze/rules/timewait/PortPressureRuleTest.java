package dev.lastack.analyze.rules.timewait;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.libraryStack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.TimeWait;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortPressureRuleTest {

    private static final String RULE = "time-wait/port-pressure";

    /** 1,000 ports: 16.67 a second are all that can go on for ever. */
    private static Hosts small() {
        return Hosts.linux6().set("ip_local_port_range", "40000 40999");
    }

    private static List<Finding> findings(Hosts host, PathBuilder... paths) {
        return Findings.of(RULE, host, paths);
    }

    private static Finding finding(Hosts host, PathBuilder... paths) {
        return Findings.one(RULE, host, paths);
    }

    @Test
    void severityFollowsTheShare() {
        assertThat(findings(small(), client().rate(8.3))).isEmpty();
        assertThat(finding(small(), client().rate(8.4)).severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(small(), client().rate(13.3)).severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(small(), client().rate(13.4)).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void belowTheSustainableRate_portsNeverRunOut() {
        Finding finding = finding(small(), client().rate(16));

        assertThat(finding.title())
                .isEqualTo("at this rate 96 % of the local ports to 10.0.0.5:8443 are taken at any time");
        assertThat(finding.evidence())
                .doesNotContainKey(EvidenceKey.TIME_LEFT_MILLIS)
                .containsEntry(EvidenceKey.PORTS, 1_000);
        assertThat(finding.details())
                .contains("that rate holds 960 of 1,000 ports (96 %) in TIME_WAIT; now there are 960, and 0 open"
                        + " connections")
                .contains("at this rate they never run out; at most 16.7 a second can go on for ever");
    }

    @Test
    void aboveTheSustainableRate_timeLeftIsWhatIsFreeByTheRate() {
        Finding finding = finding(small(), client().rate(20, 400).open(100, connection()));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(400);
        assertThat(finding.title()).isEqualTo("at this rate the local ports to 10.0.0.5:8443 run out in 25.0 s");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.TIME_WAIT_NOW, 400L)
                .containsEntry(EvidenceKey.OPEN_NOW, 100L)
                .containsEntry(EvidenceKey.TIME_LEFT_MILLIS, 25_000L)
                .containsEntry(EvidenceKey.WINDOW_MILLIS, 20_000L)
                .containsEntry(EvidenceKey.PORT_SHARE, 1.2);
        assertThat(finding.evidence().get(EvidenceKey.SUSTAINABLE_PER_SECOND).doubleValue())
                .isEqualTo(16.67, within(0.01));
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
    }

    @Test
    void openConnections_takePortsToo() {
        assertThat(finding(small(), client().rate(9).open(460, connection())).severity())
                .isEqualTo(Severity.ERROR);
        assertThat(finding(small(), client().rate(9).open(459, connection())).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void pathsToOneDestination_shareItsPorts() {
        Finding finding = finding(
                small(),
                client().id("few").rate(3),
                client().id("many")
                        .openStack(appStack("com.acme.orders.StockClient.get", 12))
                        .rate(9),
                client().id("other").peer("10.0.0.5:9000").rate(8));

        assertThat(finding.codePathId()).isEqualTo("many");
        assertThat(finding.culprit()).hasToString("com.acme.orders.StockClient.get(StockClient.java:12)");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.PER_SECOND, 12.0)
                .containsEntry(EvidenceKey.CODE_PATHS, 2);
        assertThat(finding.details())
                .contains("other code paths to the same destination: PriceClient.fetch(PriceClient.java:87) (25 %)");
    }

    @Test
    void eachDestination_hasItsOwnFinding() {
        assertThat(findings(
                        small(),
                        client().id("a").rate(9),
                        client().id("b").peer("10.0.0.5:9000").rate(15)))
                .extracting(Finding::codePathId)
                .containsExactly("b", "a");
    }

    @Test
    void reservedPorts_areNotThere() {
        assertThat(findings(small(), client().rate(7))).isEmpty();
        assertThat(finding(small().set("ip_local_reserved_ports", "40000-40499"), client().rate(7))
                        .evidence())
                .containsEntry(EvidenceKey.PORTS, 500);
    }

    @Test
    void server_takesNoPorts() {
        assertThat(findings(small(), server().rate(900))).isEmpty();
    }

    @Test
    void sumOfSeveralDestinations_isNoDestination() {
        assertThat(findings(small(), client().peer("(other)").rate(900))).isEmpty();
    }

    @Test
    void firstSecondsOfABurst_sayNothing() {
        assertThat(findings(small(), client().rate(50, 99))).isEmpty();
        assertThat(findings(small(), client().rate(50, 100))).hasSize(1);
    }

    @Test
    void burstOfLongAgo_isNotTodays() {
        assertThat(findings(small(), client().timeWait(new TimeWait(50_000, 0, 0, 0, 0))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 10.0.0.5:80, ERROR, each port is kept for the whole 60 s",
        "2, 1, 10.0.0.5:80, ERROR, 'ports are reused on loopback only, not to this destination'",
        "1, 0, 10.0.0.5:80, ERROR, 'has no effect, because tcp_timestamps is 0'",
        "2, 0, 127.0.0.1:80, ERROR, 'has no effect, because tcp_timestamps is 0'",
        "0, 1, 127.0.0.1:80, ERROR, each port is kept for the whole 60 s",
        "1, 1, 10.0.0.5:80, , ",
        "1, 2, 10.0.0.5:80, , ",
        "2, 1, 127.0.0.1:80, , ",
        "2, 1, 127.8.9.1:80, , ",
        "2, 1, [::1]:80, , ",
        "2, 1, [0:0:0:0:0:0:0:1]:80, , ",
        "2, 1, [2001:db8::1]:80, ERROR, 'ports are reused on loopback only, not to this destination'",
        "2, 1, [fe80:0:0:0:0:0:0:1]:80, ERROR, 'ports are reused on loopback only, not to this destination'",
    })
    void reusedPorts_areNoPressure(long reuse, long timestamps, String peer, Severity severity, String reason) {
        List<Finding> findings = findings(
                small().set("tcp_tw_reuse", reuse).set("tcp_timestamps", timestamps),
                client().peer(peer).rate(20));

        if (severity == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(findings).hasSize(1);
            assertThat(findings.get(0).severity()).isEqualTo(severity);
            assertThat(findings.get(0).details()).anyMatch(line -> line.contains(reason));
        }
    }

    @Test
    void reusedPorts_runShortAtAsManyASecondAndAreNoErrorEvenThen() {
        Hosts reusing = small().set("tcp_tw_reuse", 1L);

        assertThat(findings(reusing, client().rate(499))).isEmpty();
        Finding finding = finding(reusing, client().rate(1_100));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.PORTS_REUSED, 1)
                .containsEntry(EvidenceKey.SUSTAINABLE_PER_SECOND, 1_000.0);
        assertThat(finding.details())
                .contains("tcp_tw_reuse=1: the kernel reuses a port after 1.0 s if the remote uses timestamps too, so"
                        + " that ports run short only at about 1,000 connections a second");
    }

    @Test
    void reuseDelay_isASettingSinceLinux614() {
        Hosts reusing = small().set("tcp_tw_reuse", 1L).set("tcp_tw_reuse_delay", 20_000L);

        assertThat(findings(reusing, client().rate(24))).isEmpty();
        assertThat(finding(reusing, client().rate(26)).evidence())
                .containsEntry(EvidenceKey.SUSTAINABLE_PER_SECOND, 50.0);
    }

    @Test
    void recycling_endsTimeWaitEarlyOnOldKernels() {
        Hosts old = Hosts.linux310().set("ip_local_port_range", "40000 40999");

        assertThat(findings(old, client().rate(20))).hasSize(1);
        assertThat(findings(old.set("tcp_tw_recycle", 1L), client().rate(20))).isEmpty();
    }

    @Test
    void unknownSettings_areLinuxDefaultsAndSaidToBe() {
        assertThat(findings(Hosts.unreadable(), client().rate(230))).isEmpty();
        Finding finding = finding(Hosts.unreadable(), client().rate(240));

        assertThat(finding.evidence()).containsEntry(EvidenceKey.PORTS, 28_232);
        assertThat(finding.details())
                .contains("could not be read, Linux's defaults assumed: ip_local_port_range=32768 60999,"
                        + " tcp_tw_reuse=2 and tcp_timestamps=1");
    }

    @Test
    void readSettings_areNotSaidToBeAssumed() {
        assertThat(finding(small(), client().rate(10)).details()).noneMatch(line -> line.contains("assumed"));
    }

    @Test
    void noRangeIsWideEnough_isSaid() {
        assertThat(finding(small(), client().rate(10)).fix()).doesNotContain("widen");
        assertThat(finding(small(), client().rate(16)).fix())
                .contains("widen ip_local_port_range to about 1,440 ports");
        assertThat(finding(small(), client().rate(800)).fix()).contains("no range is wide enough for this rate");
    }

    @Test
    void libraryConnects_blamesWhoCloses() {
        Finding finding = finding(
                small(),
                client().openStack(libraryStack())
                        .closed(600, appStack("com.acme.orders.PriceClient.fetch", 99))
                        .rate(10));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:99)");
        assertThat(finding.culpritNote()).isEqualTo("closes here");
    }

    @Test
    void keptAliveClient_onTheSameLoadIsSilent() {
        assertThat(findings(small(), client().open(20, connection().reused()))).isEmpty();
    }
}
