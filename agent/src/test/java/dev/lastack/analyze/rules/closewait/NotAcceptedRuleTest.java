package dev.lastack.analyze.rules.closewait;

import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.Listener;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotAcceptedRuleTest {

    private static final Stack BOUND = appStack("com.acme.web.Main.start", 12);

    private static Listener listener(long stuckMillis, @Nullable Stack acceptor, String acceptorName) {
        return new Listener(
                "0.0.0.0:8080",
                Transport.SOCKET,
                BOUND,
                9,
                9,
                50,
                stuckMillis,
                acceptorName.isEmpty() ? null : SnapshotFixtures.NOW.minusMillis(stuckMillis + 1_000),
                acceptor == null ? null : new IoEvent(acceptor, acceptorName, SnapshotFixtures.NOW, true),
                acceptorName);
    }

    @Test
    void endedAcceptor_isFoundAtTheAccept() {
        Finding finding = Findings.finding(server().closed(3, appStack("com.acme.web.Handler.run", 9))
                .stuck(listener(72_000, null, "acceptor-0")));

        assertThat(finding.rule()).isEqualTo("close-wait/not-accepted");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(9);
        assertThat(finding.culprit()).hasToString("com.acme.web.Acceptor.run(Acceptor.java:31)");
        assertThat(finding.culpritNote()).isEqualTo("accepted here; that thread has ended");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.LONGEST_MILLIS, 72_000L)
                .containsEntry(EvidenceKey.QUEUED_IN_CLOSE_WAIT, 9L)
                .containsEntry(EvidenceKey.QUEUE_LIMIT, 50L)
                .containsEntry(EvidenceKey.SINCE_LAST_ACCEPT_MILLIS, 73_000L);
        assertThat(finding.details())
                .containsExactly(
                        "server on 0.0.0.0:8080; 9 connections wait in its queue, which holds about 50; the remote has"
                                + " closed 9 of them: in CLOSE_WAIT, without a descriptor",
                        "nobody has accepted for 1m 12s while they waited; the last accept was 1m 13s ago, at"
                                + " Acceptor.run(Acceptor.java:31)",
                        "the thread that accepted last, acceptor-0, has ended",
                        "bound at Main.start(Main.java:12)");
    }

    @Test
    void stuckAcceptor_isFoundWhereItIs() {
        Finding finding = Findings.finding(server().closed(3, appStack("com.acme.web.Handler.run", 9))
                .stuck(listener(6_000, appStack("com.acme.web.Handler.read", 77), "main")));

        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.read(Handler.java:77)");
        assertThat(finding.culpritNote()).isEqualTo("the thread that accepted last is here now");
        assertThat(finding.details())
                .contains("the thread that accepted last, main, is now at Handler.read(Handler.java:77)");
    }

    @Test
    void nobodyEverAccepted_isFoundAtTheBinding() {
        Finding finding = Findings.finding(server().openStack(BOUND).stuck(listener(6_000, null, "")));

        assertThat(finding.culprit()).hasToString("com.acme.web.Main.start(Main.java:12)");
        assertThat(finding.culpritNote()).isEqualTo("binds the listener here");
        assertThat(finding.details()).anyMatch(line -> line.endsWith("; no accept has been seen here"));
    }

    @Test
    void belowTheThreshold_isSilent() {
        assertThat(Findings.findings(server().stuck(listener(Findings.THRESHOLD - 1, null, ""))))
                .isEmpty();
        assertThat(Findings.findings(server().stuck(listener(Findings.THRESHOLD, null, ""))))
                .hasSize(1);
    }

    @Test
    void severalListenersOfOneCause_areOneFinding() {
        assertThat(Findings.finding(
                                server().id("p2").openStack(BOUND).stuck(listener(6_000, null, "")),
                                server().id("p3")
                                        .peer("0.0.0.0:9090")
                                        .openStack(BOUND)
                                        .stuck(listener(7_000, null, "")))
                        .connections())
                .isEqualTo(18);
    }
}
