package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.libraryStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.Transport;
import org.junit.jupiter.api.Test;

class CloseDeferredRuleTest {

    private static final Stack CLOSES = appStack("com.acme.nio.Loop.drop", 77);

    @Test
    void closedAndNotReleased_isAWarningAtTheClose() {
        Finding finding =
                finding(client().transport(Transport.NIO).open(4, connection().closeAsked(CLOSES, THRESHOLD)));

        assertThat(finding.rule()).isEqualTo("close-wait/close-deferred");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.connections()).isEqualTo(4);
        assertThat(finding.culprit()).hasToString("com.acme.nio.Loop.drop(Loop.java:77)");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.LONGEST_MILLIS, THRESHOLD);
        assertThat(finding.details()).contains("close() was called at Loop.drop(Loop.java:77); not released for 5.0 s");
    }

    @Test
    void belowTheThreshold_isSilent() {
        assertThat(findings(client().open(connection().closeAsked(CLOSES, THRESHOLD - 1))))
                .isEmpty();
    }

    /** java.net.http closes beside its selector thread, which sleeps up to 3 s: late, but no leak. */
    @Test
    void selectorAtWork_isSilentForItsCycle() {
        long cycle = LeakState.SELECTOR_CYCLE.toMillis();

        assertThat(findings(
                        client().open(connection().closeAsked(CLOSES, cycle - 1).selectorAtWork())))
                .isEmpty();
        assertThat(findings(client().open(connection().closeAsked(CLOSES, cycle).selectorAtWork())))
                .hasSize(1);
    }

    @Test
    void remoteClosedToo_isReportedHereOnly() {
        Finding finding = finding(client().transport(Transport.NIO)
                .open(connection()
                        .remoteClosed(60_000)
                        .eof(CLOSES)
                        .closeAsked(CLOSES, THRESHOLD)
                        .unreachable()));

        assertThat(finding.rule()).isEqualTo("close-wait/close-deferred");
    }

    @Test
    void closedALittleAgoAfterALongCloseWait_isSilent() {
        assertThat(findings(client().open(
                                connection().remoteClosed(60_000).eof(CLOSES).closeAsked(CLOSES, 10))))
                .isEmpty();
    }

    @Test
    void closedByALibrary_blamesTheConnect() {
        Finding finding = finding(client().open(connection().closeAsked(libraryStack(), THRESHOLD)));

        assertThat(finding.culpritNote()).isEqualTo("connects here");
    }
}
