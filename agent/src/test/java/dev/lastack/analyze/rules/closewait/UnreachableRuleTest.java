package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.Transport;
import org.junit.jupiter.api.Test;

class UnreachableRuleTest {

    private static final Stack USES = appStack("com.acme.web.Handler.handle", 55);

    private static PathBuilder nio() {
        return client().transport(Transport.NIO);
    }

    @Test
    void lostChannel_isOneErrorWhateverElseIsTrueOfIt() {
        Finding finding =
                finding(nio().open(connection().remoteClosed(THRESHOLD).unreachable())
                        .open(connection().remoteClosed(THRESHOLD).eof(USES).unreachable()));

        assertThat(finding.rule()).isEqualTo("close-wait/unreachable");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(2);
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.details().get(0)).startsWith("client of 10.0.0.5:8443; the remote closed first");
    }

    @Test
    void lostChannelWithTheRemoteStillThere_isReported() {
        Finding finding = finding(nio().open(connection().unreachable())
                .open(connection().unread(100_000, 131_072, 60_000).unreachable()));

        assertThat(finding.rule()).isEqualTo("open/unreachable");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(2);
        assertThat(finding.details().get(0)).isEqualTo("client of 10.0.0.5:8443; no close by the remote has arrived");
    }

    @Test
    void remoteClosedBelowTheThreshold_isSilent() {
        assertThat(findings(nio().open(connection().remoteClosed(THRESHOLD - 1).unreachable())))
                .isEmpty();
    }

    @Test
    void reachableChannel_isSilent() {
        assertThat(findings(nio().open(connection()))).isEmpty();
    }

    @Test
    void lostSocket_isSilentBecauseTheCleanerClosesIt() {
        assertThat(findings(client().open(connection().unreachable()))).isEmpty();
    }

    @Test
    void acceptedChannel_blamesTheLastUse() {
        Finding finding = finding(server().transport(Transport.NIO)
                .open(connection().lastRead(USES, 100).unreachable()));

        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.handle(Handler.java:55)");
    }
}
