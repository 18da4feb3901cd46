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
import dev.lastack.snapshot.Stack;
import org.junit.jupiter.api.Test;

class ResetNotClosedRuleTest {

    private static final Stack HANDLES = appStack("com.acme.web.Handler.handle", 55);

    @Test
    void acceptedSocketsThatWereResetAndNotClosed_areAnError() {
        Finding finding = finding(
                server().open(10, connection().lastRead(HANDLES, 2 * THRESHOLD).reset(THRESHOLD)));

        assertThat(finding.rule()).isEqualTo("open/reset-not-closed");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.handle(Handler.java:55)");
        assertThat(finding.details()).anyMatch(line -> line.startsWith("gone and not closed here for 5.0 s"));
    }

    @Test
    void pooledClientThatWasReset_namesTheLineThatConnects() {
        Finding finding = finding(client().open(connection().reset(60_000).firstCloser(null)));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.details()).anyMatch(line -> line.endsWith("no read or write has met the reset yet"));
    }

    @Test
    void belowTheThreshold_isSilent() {
        assertThat(findings(server().open(connection().reset(THRESHOLD - 1)))).isEmpty();
    }

    @Test
    void resetThatWasClosed_isSilent() {
        assertThat(findings(server().open(connection().reset(60_000).closeAsked(HANDLES, 100))))
                .isEmpty();
    }

    /** A FIN came first: it is told by what was done about that. */
    @Test
    void resetAfterTheRemotesFin_isItsOwnLeak() {
        Finding finding = finding(
                server().open(connection().reset(60_000).remoteClosed(70_000).eof(HANDLES)));

        assertThat(finding.rule()).isEqualTo("close-wait/eof-ignored");
    }
}
