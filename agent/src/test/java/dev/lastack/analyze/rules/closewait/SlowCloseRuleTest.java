package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.libraryStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.Sites;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowCloseRuleTest {

    private static final Stack CLOSES = appStack("com.acme.orders.Cleanup.run", 40);
    private static final Stack CLOSES_IN_TIME = appStack("com.acme.orders.PriceClient.fetch", 99);

    private static Distribution upTo(long millis) {
        return new Distribution(20, 1_000, millis, millis + 500);
    }

    @Test
    void closedAtTheThreshold_isAWarningAtTheLateClose() {
        Finding finding = finding(client().closed(15, CLOSES_IN_TIME).closedLate(5, CLOSES, upTo(THRESHOLD)));

        assertThat(finding.rule()).isEqualTo("close-wait/slow-close");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.connections()).isEqualTo(5);
        assertThat(finding.culprit()).hasToString("com.acme.orders.Cleanup.run(Cleanup.java:40)");
        assertThat(finding.culpritNote()).isEqualTo("closes here");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.P_99_MILLIS, 5_000L)
                .containsEntry(EvidenceKey.LONGEST_MILLIS, 5_500L)
                .containsEntry(EvidenceKey.CLOSED_PROPERLY, 15L);
        assertThat(finding.details())
                .contains("15 siblings from the same path were closed properly, at"
                        + " PriceClient.fetch(PriceClient.java:99)");
    }

    @Test
    void p99BelowTheThreshold_isSilent() {
        assertThat(findings(client().closed(995, CLOSES_IN_TIME).closedLate(5, CLOSES, upTo(THRESHOLD - 1))))
                .isEmpty();
    }

    @Test
    void quantileErrorAlone_isSilent() {
        assertThat(findings(client().closed(15, CLOSES).closeWait(upTo(THRESHOLD))))
                .isEmpty();
    }

    @Test
    void lateCloseByALibrary_blamesTheConnect() {
        Finding finding = finding(client().closedLate(5, libraryStack(), upTo(THRESHOLD)));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.culpritNote()).isEqualTo("connects here");
    }

    /** Issue 18, 10: a cache at its work; its own thread looks from time to time, or the next request finds it stale. */
    @Test
    void closeAtThePoolsPace_isAnInfo() {
        Stack nextRequest = appStack("com.acme.orders.PriceClient.fetch", 87);

        Stack givenBack = Sites.stack(
                Sites.library("sun.net.www.http.KeepAliveCache.put", 196),
                Sites.app("com.acme.orders.PriceClient.fetch", 99));

        for (Stack pools : List.of(libraryStack(), nextRequest, givenBack)) {
            assertThat(finding(client().closedLate(5, pools, upTo(THRESHOLD))).severity())
                    .isEqualTo(Severity.INFO);
        }
        assertThat(finding(client().closedLate(5, libraryStack(), upTo(THRESHOLD))
                                .closedLate(1, CLOSES, upTo(THRESHOLD)))
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    /** A server has no pool, an event loop sees a close at once, and of what was not captured nothing is known. */
    @Test
    void lateCloseByALibraryOtherwise_isAWarning() {
        for (PathBuilder path : List.of(
                server().closedLate(5, libraryStack(), upTo(THRESHOLD)),
                client().transport(Transport.NIO).closedLate(5, libraryStack(), upTo(THRESHOLD)),
                client().transport(Transport.NETTY_EPOLL).closedLate(5, libraryStack(), upTo(THRESHOLD)),
                client().closedLate(5, Stack.EMPTY, upTo(THRESHOLD)))) {
            assertThat(finding(path).severity()).isEqualTo(Severity.WARNING);
        }
    }

    @Test
    void severalLateClosers_blameTheMostFrequent() {
        Finding finding = finding(server().closedLate(2, appStack("com.acme.web.Handler.handle", 55), upTo(THRESHOLD))
                .closedLate(3, CLOSES, upTo(THRESHOLD)));

        assertThat(finding.connections()).isEqualTo(5);
        assertThat(finding.culprit()).hasToString("com.acme.orders.Cleanup.run(Cleanup.java:40)");
    }
}
