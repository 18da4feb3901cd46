package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Pools.idle;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.libraryStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.snapshot.Stack;
import org.junit.jupiter.api.Test;

class UnreadRuleTest {

    private static final Stack USES = appStack("com.acme.orders.PriceClient.send", 60);

    private static ConnectionBuilder idleAfterOneExchange(long closedAgo) {
        return connection().lastRead(USES, closedAgo + 100).remoteClosed(closedAgo);
    }

    private static ConnectionBuilder usedOnce(long openedAgo) {
        return connection().opened(openedAgo).lastRead(USES, openedAgo - 500);
    }

    @Test
    void remoteClosedAndNobodyReads_isAnErrorForAClient() {
        Finding finding = finding(client().open(10, idleAfterOneExchange(THRESHOLD)));

        assertThat(finding.rule()).isEqualTo("close-wait/unread");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
    }

    @Test
    void belowTheThreshold_isSilent() {
        assertThat(findings(client().open(idleAfterOneExchange(THRESHOLD - 1)))).isEmpty();
        assertThat(findings(server().open(idleAfterOneExchange(THRESHOLD - 1)))).isEmpty();
    }

    @Test
    void idleWithTheRemoteStillThere_isSilent() {
        assertThat(findings(client().open(connection().reused().idle(3_600_000))))
                .isEmpty();
    }

    /** Issue 18, 5: a mail server that is asked every few seconds, a log-in that waits for a person. */
    @Test
    void conversationWithRests_isNoPool() {
        Finding finding =
                finding(client().open(3, idleAfterOneExchange(THRESHOLD).rested()));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).startsWith("used once and never closed or given back");
        assertThat(finding.fix()).startsWith("close each connection");
        assertThat(finding.details())
                .contains(
                        "used by nobody else than at first, for a conversation with rests in it, and then left alone");
    }

    @Test
    void reusedConnections_readAsIdleInAPool() {
        Finding finding =
                finding(client().open(3, idleAfterOneExchange(THRESHOLD).reused()));

        assertThat(finding.title()).startsWith("idle as in a pool");
        assertThat(finding.details()).contains("used again after they had lain idle, as pooled connections are");
        assertThat(finding.fix()).contains("evict").doesNotContain("close it, with try-with-resources");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.REUSED, 3L);
    }

    @Test
    void connectionsOfOneExchangeThatALibraryOpensAlone_readAsPoolOrForgottenAndSayHowToTell() {
        Finding finding = finding(client().openStack(libraryStack()).open(3, idleAfterOneExchange(THRESHOLD)));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);

        assertThat(finding.title()).contains("idle in a pool, or never to be closed");
        assertThat(finding.details())
                .contains("used once, for one exchange or a whole conversation, and then left alone");
        assertThat(finding.fix())
                .contains("first tell which it is")
                .contains("read each response to its end and close it")
                .contains("evict");
    }

    /** Issue 18: log-ins, proxies with TLS and error pages that nobody gives back are no pool. */
    @Test
    void connectionsThatLayIdleWhenTheNextWasOpened_areForgotten() {
        Finding finding = finding(client().open(usedOnce(60_000).remoteClosed(20_000))
                .open(usedOnce(50_000).remoteClosed(15_000))
                .open(usedOnce(40_000).remoteClosed(10_000)));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).startsWith("used once and never closed or given back");
        assertThat(finding.fix()).contains("try-with-resources").doesNotContain("evict");
    }

    /** Issue 18: a pool needs evidence. */
    @Test
    void withoutAnySignOfAPool_isAnErrorThatSpeaksOfClosing() {
        Finding finding = finding(client().open(usedOnce(60_000).remoteClosed(20_000))
                .open(usedOnce(59_500).remoteClosed(19_500))
                .open(usedOnce(59_000).remoteClosed(19_000)));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).startsWith("used once and never closed or given back");
        assertThat(finding.why()).contains("Nothing shows a pool");
        assertThat(finding.fix()).contains("try-with-resources").doesNotContain("evict");
    }

    @Test
    void staleConnections_areNotPassedOver_norIsOneOfAnotherRemote() {
        ConnectionBuilder stale = usedOnce(60_000).remoteClosed(45_000);
        ConnectionBuilder next = usedOnce(40_000).remoteClosed(20_000);
        assertThat(finding(client().open(stale).open(next)).why()).contains("Nothing shows a pool");

        ConnectionBuilder other = usedOnce(50_000).remote("10.0.0.9:8443");
        assertThat(finding(client().open(stale.remoteClosed(20_000)).open(other.remoteClosed(20_000)))
                        .why())
                .contains("Nothing shows a pool");
    }

    /** Issue 18: a bounded cache that its own thread clears is at its work. */
    @Test
    void idleInTheCacheOfTheJdk_isInfo_andInAnotherPoolAWarning() {
        assertThat(finding(client().open(idleAfterOneExchange(THRESHOLD).pool(idle(PoolLibrary.URL_CONNECTION))))
                        .severity())
                .isEqualTo(Severity.INFO);
        assertThat(finding(client().open(idleAfterOneExchange(THRESHOLD).pool(idle(PoolLibrary.JEDIS))))
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void neverUsed_isAWarningOnlyWhereALibraryConnectsOnItsOwn() {
        ConnectionBuilder unused = connection().remoteClosed(THRESHOLD);

        assertThat(finding(client().open(unused)).severity()).isEqualTo(Severity.ERROR);
        assertThat(finding(client().openStack(libraryStack()).open(unused)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void poolsOwnThread_opensAnewWhateverLiesIdle() {
        Finding finding = finding(client().openStack(libraryStack())
                .open(usedOnce(60_000).remoteClosed(20_000))
                .open(usedOnce(50_000).remoteClosed(15_000)));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    /** A pool takes back only what was read to its end. */
    @Test
    void unreadDataInMostOfThem_isAnErrorAndNoPool() {
        Finding finding =
                finding(client().open(3, idleAfterOneExchange(THRESHOLD).unread(9_000, 131_072, THRESHOLD))
                        .open(2, idleAfterOneExchange(THRESHOLD)));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).contains("before the response was read to its end");
        assertThat(finding.fix()).doesNotContain("pool");
    }

    /** A TLS close_notify, or a database's word about its idle timeout. */
    @Test
    void farewellOfTheRemote_isNoResponseThatWasLeft() {
        Finding finding =
                finding(client().open(3, idleAfterOneExchange(THRESHOLD).unread(250, 131_072, THRESHOLD)));

        assertThat(finding.title()).startsWith("used once and never closed or given back");
    }

    @Test
    void someReused_countsBothKinds() {
        Finding finding = finding(
                client().open(2, idleAfterOneExchange(THRESHOLD).reused()).open(1, idleAfterOneExchange(THRESHOLD)));

        assertThat(finding.title()).startsWith("idle, some as in a pool");
        assertThat(finding.details())
                .contains("2 of 3 were used again after they had lain idle, as pooled connections are; the others were"
                        + " used once, for one exchange or a whole conversation, and then left alone");
    }

    @Test
    void neverUsed_doesNotSpeakOfExchanges() {
        Finding finding = finding(client().open(connection().remoteClosed(THRESHOLD)));

        assertThat(finding.title()).startsWith("connected and never used");
        assertThat(finding.details())
                .contains("nothing was ever read or written; idle for 5.0 s")
                .noneMatch(line -> line.contains("exchange"));
    }

    @Test
    void unreadData_isShownAsAHintThatTheResponseWasNotConsumed() {
        Finding finding = finding(client().open(2, idleAfterOneExchange(THRESHOLD))
                .open(idleAfterOneExchange(THRESHOLD).unread(12_345, 131_072, 5_000)));

        assertThat(finding.details()).contains("1 of them holds data that nobody has read, up to 12,345 bytes");
    }

    @Test
    void acceptedConnection_isAnErrorAtTheHandlerThatLastUsedIt() {
        Finding finding = finding(server().open(
                        10,
                        connection()
                                .lastWrite(appStack("com.acme.web.Sse.send", 12), 9_000)
                                .remoteClosed(THRESHOLD)));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).contains("handler");
        assertThat(finding.culprit()).hasToString("com.acme.web.Sse.send(Sse.java:12)");
        assertThat(finding.details())
                .contains("last used at Sse.send(Sse.java:12), most recently by thread worker-1; idle for 9.0 s");
    }

    @Test
    void acceptedConnectionNeverUsed_blamesTheAcceptor() {
        Finding finding = finding(server().open(connection().remoteClosed(THRESHOLD)));

        assertThat(finding.culprit()).hasToString("com.acme.web.Acceptor.run(Acceptor.java:31)");
        assertThat(finding.culpritNote()).isEqualTo("accepts here");
    }

    @Test
    void acceptedByALibraryAndNeverUsed_hasNoCulprit() {
        Finding finding =
                finding(server().openStack(libraryStack()).open(connection().remoteClosed(THRESHOLD)));

        assertThat(finding.culprit()).isNull();
    }

    @Test
    void unreachableSocket_isCountedHereBecauseTheCleanerWillCloseIt() {
        assertThat(finding(client().open(idleAfterOneExchange(THRESHOLD).unreachable()))
                        .rule())
                .isEqualTo("close-wait/unread");
    }

    @Test
    void closesAtOneAgeOfIdleness_areCalledAnIdleTimeout() {
        Finding finding = finding(client().open(connection().idle(70_000).remoteClosed(40_000))
                .open(connection().idle(50_020).remoteClosed(20_000))
                .open(connection().idle(40_080).remoteClosed(10_000)));

        assertThat(finding.details())
                .contains(
                        "client of 10.0.0.5:8443; the remote closed first, after 30.0 s of idleness (all within 80 ms:"
                                + " its idle timeout)");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.IDLE_AT_REMOTE_CLOSE_MILLIS, 30_020L)
                .containsEntry(EvidenceKey.IDLE_AT_REMOTE_CLOSE_SPREAD_MILLIS, 80L);
        assertThat(finding.fix()).endsWith("Here the remote's idle timeout is about 30.0 s.");
    }

    @Test
    void closesAtOneMoment_areNotCalledAnIdleTimeout() {
        Finding finding = finding(client().open(5, connection().idle(40_000).remoteClosed(10_000)));

        assertThat(finding.details())
                .contains(
                        "client of 10.0.0.5:8443; the remote closed first, after 30.0 s of idleness, all at one moment");
    }

    /** Issue 18: the clients' patience is over. */
    @Test
    void clientsThatWaitForTheirAnswer_haveNoIdleTimeout() {
        Finding finding = finding(server().open(connection().idle(70_000).remoteClosed(69_000))
                .open(connection().idle(50_020).remoteClosed(49_000))
                .open(connection().idle(40_080).remoteClosed(39_050)));

        assertThat(finding.details().get(0)).endsWith("after 1.0 s of idleness (all within 30 ms)");
    }

    @Test
    void closesAtAllAges_areARange() {
        Finding finding = finding(client().open(connection().idle(12_000).remoteClosed(10_000))
                .open(connection().idle(40_000).remoteClosed(9_000))
                .open(connection().idle(20_000).remoteClosed(8_000)));

        assertThat(finding.details().get(0)).endsWith("after 2.0 s to 31.0 s of idleness");
        assertThat(finding.evidence()).doesNotContainKey(EvidenceKey.IDLE_AT_REMOTE_CLOSE_MILLIS);
    }

    @Test
    void resetByTheRemote_isCalledAReset() {
        Finding finding =
                finding(client().open(idleAfterOneExchange(THRESHOLD).firstCloser(FirstCloser.RESET_BY_REMOTE)));

        assertThat(finding.details().get(0)).contains("the remote reset");
    }

    @Test
    void bytesMovedAfterTheRemotesClose_giveNoIdleTime() {
        Finding finding =
                finding(client().open(3, connection().remoteClosed(10_000).idle(3_000)));

        assertThat(finding.details().get(0)).isEqualTo("client of 10.0.0.5:8443; the remote closed first");
    }
}
