package dev.lastack.analyze.rules.peer;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleTimeoutRuleTest {

    private static final Stack READS = appStack("com.acme.orders.PriceClient.readBody", 112);

    private static List<Finding> findings(PathBuilder... paths) {
        return Findings.of("peer/idle-timeout", Hosts.linux6(), paths);
    }

    private static ConnectionBuilder idle(long idleMillis, long closedAgo) {
        return connection()
                .opened(idleMillis + closedAgo + 1_000)
                .lastRead(READS, idleMillis + closedAgo)
                .remoteClosed(closedAgo)
                .reused();
    }

    @ParameterizedTest
    @CsvSource({
        "4, 30000, 30000, 30000, false",
        "5, 30000, 30000, 30000, true",
        "50, 29000, 30000, 30500, true",
        "50, 29000, 30000, 30501, false",
        "50, 1900, 2000, 2150, true",
        "50, 1900, 2000, 2151, false",
        "50, 12000, 30000, 31000, false"
    })
    void endedConnections_betrayATimerWhereTheyCluster(long count, long p10, long p50, long p90, boolean found) {
        assertThat(findings(client().idleAtRemoteClose(count, p10, p50, p90))).hasSize(found ? 1 : 0);
    }

    @Test
    void endedInTime_isInfoWithTheTimeAsAPersonSetsIt() {
        Finding finding = findings(client().closed(40, READS).idleAtRemoteClose(40, 29_950, 30_040, 30_200))
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.connections()).isEqualTo(40);
        assertThat(finding.title()).isEqualTo("the remote closes connections that are idle for about 30 s");
        assertThat(finding.fix()).startsWith("let the pool drop idle connections before 30 s are over");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.IDLE_TIMEOUT_MILLIS, 30_040L);
    }

    @Test
    void staleMembersOfThePool_countAndWarn() {
        PathBuilder path = client();
        for (int i = 0; i < 5; i++) {
            path.open(idle(20_000 + i * 100, 6_000 + i * 1_000));
        }

        Finding finding = findings(path).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.LEFT_IN_CLOSE_WAIT, 5L)
                .containsEntry(EvidenceKey.STILL_OPEN, 5L);
        assertThat(finding.details()).contains("none of them has been closed here yet");
    }

    /** They are another rule's, and no setting of a pool helps. */
    @Test
    void forgottenOnes_doNotWarnOfTheTimeout() {
        PathBuilder path = client();
        for (int i = 0; i < 5; i++) {
            path.open(connection()
                    .opened(30_000 + i * 1_000)
                    .lastRead(READS, 26_000 + i * 1_000)
                    .remoteClosed(6_000 + i * 1_000));
        }

        assertThat(findings(path).get(0).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void endedAndOpenOnes_areCountedTogether() {
        assertThat(findings(
                        client().idleAtRemoteClose(3, 20_000, 20_050, 20_100).open(idle(20_000, 9_000))))
                .isEmpty();
        assertThat(findings(client().idleAtRemoteClose(3, 20_000, 20_050, 20_100)
                        .open(idle(20_000, 9_000))
                        .open(idle(20_100, 3_000))))
                .hasSize(1);
        assertThat(findings(client().idleAtRemoteClose(3, 20_000, 20_050, 20_100)
                        .open(idle(40_000, 9_000))
                        .open(idle(60_000, 3_000))))
                .isEmpty();
    }

    @Test
    void closedJustNow_isNotYetLeft() {
        assertThat(findings(client().idleAtRemoteClose(9, 20_000, 20_050, 20_100)
                                .open(idle(20_000, 4_999)))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void closedLateAgainAndAgain_warns() {
        Distribution late = new Distribution(9, 6_000, 9_000, 9_000);

        assertThat(findings(client().closedLate(4, READS, late).idleAtRemoteClose(9, 20_000, 20_050, 20_100))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.INFO);
        assertThat(findings(client().closedLate(5, READS, late).idleAtRemoteClose(9, 20_000, 20_050, 20_100))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void allAtOneMoment_mayBeARestart() {
        Finding finding = findings(client().open(6, idle(20_000, 8_000))).get(0);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.title()).isEqualTo("the remote closed connections together, after about 20 s of idleness");
        assertThat(finding.details())
                .contains("all at one moment: its idle timeout, or a restart, which looks the same");
    }

    @Test
    void openedTogetherAndClosedTogether_isNoSignOfATimer() {
        assertThat(findings(client().open(6, connection().idle(28_000).remoteClosed(8_000))))
                .isEmpty();
    }

    @Test
    void serverThatAnswersAndCloses_isNoTimer() {
        PathBuilder path = client();
        for (int i = 0; i < 20; i++) {
            path.open(idle(999, 6_000 + i * 1_000));
        }

        assertThat(findings(path)).isEmpty();
        for (int i = 0; i < 5; i++) {
            path.open(idle(1_000, 6_000 + i * 1_000));
        }
        assertThat(findings(path)).hasSize(1);
    }

    @Test
    void resets_areNoIdleTimeout() {
        PathBuilder path = client();
        for (int i = 0; i < 9; i++) {
            path.open(idle(20_000, 6_000 + i * 1_000).firstCloser(FirstCloser.RESET_BY_REMOTE));
        }

        assertThat(findings(path)).isEmpty();
    }

    @Test
    void clientsOfOurServer_mayIdleAsTheyLike() {
        assertThat(findings(server().idleAtRemoteClose(40, 29_950, 30_040, 30_200)))
                .isEmpty();
    }
}
