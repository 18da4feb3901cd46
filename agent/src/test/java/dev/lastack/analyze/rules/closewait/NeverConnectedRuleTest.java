package dev.lastack.analyze.rules.closewait;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeverConnectedRuleTest {

    private static ConnectionBuilder refused(long ago) {
        return connection().state(TcpState.CLOSE).opened(ago);
    }

    private static ConnectionBuilder trying(long ago) {
        return connection().state(TcpState.SYN_SENT).opened(ago);
    }

    private static List<Finding> atExit(PathBuilder... paths) {
        return Findings.atExit(Hosts.linux6(), paths);
    }

    @Test
    void channelsNobodyConnected_areFoundWhereTheyAreMade() {
        Finding finding = Findings.finding(
                client().transport(Transport.NIO).peer("(other)").unconnected(30, refused(12_000)));

        assertThat(finding.rule()).isEqualTo("open/never-connected");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(30);
        assertThat(finding.culpritNote()).isEqualTo("opens the channel here");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.OLDEST_MILLIS, 12_000L);
        assertThat(finding.details())
                .containsExactly("no connect was asked of the kernel", "open for 12.0 s, a file descriptor each");
    }

    @Test
    void refusedConnectsNobodyFinished_areFoundWhereTheyAreAsked() {
        Finding finding = Findings.finding(client().transport(Transport.AIO).unconnected(3, refused(6_000)));

        assertThat(finding.culpritNote()).isEqualTo("connects here");
        assertThat(finding.details())
                .contains("client of 10.0.0.5:8443; connect was asked for, and failed or was refused");
    }

    @Test
    void fewOrYoungOnes_areSilent() {
        assertThat(Findings.findings(client().unconnected(2, refused(60_000)))).isEmpty();
        assertThat(Findings.findings(client().unconnected(30, refused(Findings.THRESHOLD - 1))))
                .isEmpty();
    }

    @Test
    void connectOnItsWay_hasHalfAMinute_andUntilTheEnd() {
        assertThat(Findings.findings(client().unconnected(30, trying(29_999)))).isEmpty();
        assertThat(Findings.findings(client().unconnected(30, trying(30_000)))).hasSize(1);
        assertThat(Findings.findings(client().unconnected(30, trying(6_000).unreachable())))
                .hasSize(1);
        assertThat(atExit(client().unconnected(30, trying(6_000)))).hasSize(1);
        assertThat(atExit(client().unconnected(30, trying(4_000)))).isEmpty();
    }

    /** Issue 18, 10: the kernel has connected them, and the remote keeps its side open. */
    @Test
    void connectNobodyFinished_isFoundWhereItIsAsked() {
        Finding finding = Findings.finding(client().transport(Transport.NIO)
                .open(20, connection().opened(12_000).idle(12_000).connectUnfinished()));

        assertThat(finding.rule()).isEqualTo("open/never-connected");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(20);
        assertThat(finding.culpritNote()).isEqualTo("connects here");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.of(TcpState.ESTABLISHED), 20L);
        assertThat(finding.details())
                .contains("client of 10.0.0.5:8443; the remote has answered the connect, and finishConnect() was not"
                        + " called");
    }

    @Test
    void unfinishedThatTheRemoteHasClosed_isUnread_andOneThatIsYoungIsNothing() {
        assertThat(Findings.findings(
                        client().open(20, connection().remoteClosed(12_000).connectUnfinished())))
                .extracting(Finding::rule)
                .containsExactly("close-wait/unread");
        assertThat(Findings.findings(client().open(
                                20, connection().opened(Findings.THRESHOLD - 1).connectUnfinished())))
                .isEmpty();
        assertThat(Findings.findings(
                        client().open(20, connection().opened(12_000).idle(12_000))))
                .isEmpty();
    }
}
