package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.STALLED;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StalledUnreadDataRuleTest {

    private static final long BUFFER = 131_072;
    private static final long SHUT = BUFFER / LeakState.SHUT_WINDOW_SHARE;
    private static final Stack READS = appStack("com.acme.web.Upload.read", 21);

    private static ConnectionBuilder stalled() {
        return connection().unread(SHUT, BUFFER, STALLED);
    }

    @Test
    void fullBufferThatNobodyReads_isAWarningAtTheConnect() {
        Finding finding = finding(client().open(10, stalled()));

        assertThat(finding.rule()).isEqualTo("open/stalled-unread-data");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.STATE_ESTABLISHED, 10L)
                .containsEntry(EvidenceKey.MOST_UNREAD_BYTES, SHUT)
                .containsEntry(EvidenceKey.RECEIVE_BUFFER_BYTES, BUFFER)
                .containsEntry(EvidenceKey.LONGEST_MILLIS, STALLED);
        assertThat(finding.details())
                .contains("16,384 bytes lie unread for 30.0 s without any read; the receive buffer is 131,072 bytes");
    }

    @Test
    void acceptedConnection_blamesTheLastRead() {
        Finding finding = finding(server().open(
                        stalled().lastRead(READS, 40_000).lastWrite(appStack("com.acme.web.Upload.ack", 30), 35_000)));

        assertThat(finding.culprit()).hasToString("com.acme.web.Upload.read(Upload.java:21)");
        assertThat(finding.culpritNote()).isEqualTo("last read here");
    }

    @ParameterizedTest
    @EnumSource(names = {"ESTABLISHED", "FIN_WAIT1", "FIN_WAIT2"})
    void anyStateInWhichTheRemoteCanSend_counts(TcpState state) {
        assertThat(findings(client().open(stalled().state(state)))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "CLOSE_WAIT", "UNKNOWN"})
    void otherStates_areSilent(TcpState state) {
        assertThat(findings(client().open(stalled().state(state)))).isEmpty();
    }

    @Test
    void belowTheThreshold_isSilent() {
        assertThat(findings(client().open(connection().unread(SHUT, BUFFER, STALLED - 1))))
                .isEmpty();
    }

    @Test
    void windowStillOpen_isSilent() {
        assertThat(findings(client().open(connection().unread(SHUT - 1, BUFFER, STALLED))))
                .isEmpty();
    }

    @Test
    void bufferSizeNotKnown_isSilent() {
        assertThat(findings(client().open(connection().unread(SHUT, 0, STALLED))))
                .isEmpty();
    }
}
