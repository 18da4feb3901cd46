package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Stack;
import org.junit.jupiter.api.Test;

class ReclaimedByGcRuleTest {

    private static final Stack USES = appStack("com.acme.web.Handler.handle", 55);

    @Test
    void closedByTheCleaner_isAnErrorAtTheConnect() {
        Finding finding = finding(client().reclaimed(10, new Distribution(8, 60_000, 90_000, 95_000), USES));

        assertThat(finding.rule()).isEqualTo("close-wait/reclaimed-by-gc");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.LONGEST_MILLIS, 95_000L)
                .containsEntry(EvidenceKey.REMOTE_CLOSED, 8L);
        assertThat(finding.details())
                .contains("the remote had closed 8 of them, up to 1m 35s before")
                .contains("none of the 10 that ended was closed in time");
    }

    @Test
    void acceptedConnection_blamesTheLastUse() {
        Finding finding = finding(server().reclaimed(1, Distribution.NONE, USES));

        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.handle(Handler.java:55)");
        assertThat(finding.details()).contains("the remote had not closed any of them before");
    }

    @Test
    void closedByTheProgram_isSilent() {
        assertThat(findings(client().closed(10, USES))).isEmpty();
    }
}
