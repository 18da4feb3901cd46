package dev.lastack.analyze.rules.timewait;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortConnectionsRuleTest {

    private static final Stack CLOSES = appStack("com.acme.orders.PriceClient.fetch", 99);

    private static List<Finding> findings(PathBuilder... paths) {
        return Findings.of("time-wait/short-connections", Hosts.linux6(), paths);
    }

    @Test
    void hotspot_beginsAtTheSetting() {
        assertThat(findings(client().shortInWindow(99))).isEmpty();
        assertThat(findings(client().shortInWindow(100))).hasSize(1);
    }

    @Test
    void hotspot_saysWhatAPoolWouldReplace() {
        Finding finding = findings(client().closed(6_000, CLOSES)
                        .lifetime(25, 80)
                        .rate(100)
                        .shortInWindow(5_900))
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.connections()).isEqualTo(5_900);
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.BUSY_AT_ONCE, 3L)
                .containsEntry(EvidenceKey.OPENED_PER_SECOND, 100.0);
        assertThat(finding.details())
                .containsExactly(
                        "client of 10.0.0.5:8443; 5,900 lived less than 1.0 s, of 6,000 opened in the last 1m 00s (100"
                                + " a second)",
                        "half lived at most 25 ms, 99 % at most 80 ms; 6,000 are in TIME_WAIT now",
                        "about 3 connections kept alive would carry this load: so many are busy at a time, on average",
                        "closed at PriceClient.fetch(PriceClient.java:99)");
    }

    @Test
    void resetsWhereTheyPrevail_areSaidToLoseData() {
        assertThat(findings(client().closed(200, CLOSES).reset(199, CLOSES).shortInWindow(200))
                        .get(0)
                        .details())
                .noneMatch(line -> line.contains("reset"));
        assertThat(findings(client().closed(200, CLOSES).reset(200, CLOSES).shortInWindow(200))
                        .get(0)
                        .details())
                .contains("200 of 400 connections were reset by this side: that spares TIME_WAIT, but loses data still"
                        + " on its way");
    }

    @Test
    void server_isNotTheOneWhoConnects() {
        assertThat(findings(server().shortInWindow(5_000))).isEmpty();
    }

    @Test
    void keptConnections_areSilent() {
        assertThat(findings(client().open(10, connection().reused()))).isEmpty();
    }
}
