package dev.lastack.analyze.rules.timewait;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressExhaustedRuleTest {

    private static List<Finding> findings(Hosts host, PathBuilder... paths) {
        return Findings.of("time-wait/address-exhausted", host, paths);
    }

    private static Hosts small() {
        return Hosts.linux6().set("ip_local_port_range", "50000 50199");
    }

    @Test
    void failedConnects_areAnErrorAtTheCodePath() {
        Finding finding = findings(
                        small(),
                        client().closed(199, appStack("com.acme.orders.PriceClient.fetch", 99))
                                .open(connection())
                                .rate(20, 199)
                                .addressExhausted(12, 9_000, 1_000))
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(12);
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.details())
                .contains("client of 10.0.0.5:8443; 12 connects failed, the first 9.0 s ago, the last 1.0 s ago")
                .contains("of 200 ports, this process has 199 in TIME_WAIT and 1 open to this destination now");
    }

    @Test
    void eachCodePathAndDestination_isAFindingOfItsOwn() {
        assertThat(findings(
                        small(),
                        client().id("a").open(connection()).addressExhausted(2, 1_000, 1_000),
                        client().id("b").open(connection()).addressExhausted(3, 1_000, 1_000),
                        client().id("c").peer("10.0.0.9:80").open(connection()).addressExhausted(4, 1_000, 1_000)))
                .extracting(Finding::codePathId)
                .containsExactly("c", "b", "a");
    }

    @Test
    void openConnectionsThatHoldThePorts_areToBeClosed() {
        assertThat(findings(small(), client().open(200, connection()).addressExhausted(1, 500, 500))
                        .get(0)
                        .fix())
                .startsWith("close the connections that are no longer needed");
    }

    @Test
    void noAddressToConnectFrom_isNotExhaustion() {
        PathBuilder ipv6 = client().peer("[0:0:0:0:0:0:0:1]:8080").addressExhausted(3, 9_000, 1_000);

        Finding finding = findings(Hosts.linux6().counter("inUse", 3, 8), ipv6).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.title()).contains("though ports are free");
    }

    @Test
    void destinationThatWasReachedBefore_isExhausted() {
        assertThat(findings(
                                Hosts.linux6().counter("inUse", 3, 8),
                                client().open(connection()).addressExhausted(3, 9_000, 1_000))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void portsTakenByOtherProcesses_areExhaustionAllTheSame() {
        assertThat(findings(
                                Hosts.linux6().counter("inUse", 3, 8).counter("timeWait", 0, 14_108),
                                client().addressExhausted(3, 9_000, 1_000))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.ERROR);
        assertThat(findings(Hosts.unreadable(), client().addressExhausted(3, 9_000, 1_000))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void noFailedConnect_isSilent() {
        assertThat(findings(small(), client().rate(100))).isEmpty();
    }
}
