package dev.lastack.analyze.rules.closewait;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.Pools;
import dev.lastack.fixture.Sites;
import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.snapshot.Transport;
import dev.lastack.snapshot.WaitingReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingRuleTest {

    private static final long SECOND = 1_000;

    /** One every so often, each used right away and left; the last one just now. */
    private static PathBuilder oneAfterTheOther(PathBuilder path, int count, long everyMillis) {
        for (int i = count - 1; i >= 0; i--) {
            path.open(connection().opened(i * everyMillis + 20).idle(i * everyMillis + 10));
        }
        return path;
    }

    /** Opened in one go, each as soon as the one before was set up, and quiet since. */
    private static PathBuilder inOneGo(PathBuilder path, int count, boolean used, long quietMillis) {
        for (int i = count - 1; i >= 0; i--) {
            long opened = quietMillis + i * 10L;
            path.open(connection().opened(opened).idle(used ? opened - 9 : opened));
        }
        return path;
    }

    private static List<Finding> atExit(PathBuilder... paths) {
        return Findings.atExit(Hosts.linux6(), paths);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"SOCKET", "NIO", "AIO", "NETTY_EPOLL"})
    void leakOfAShortRun_isAnErrorAtExit(Transport transport) {
        List<Finding> findings = atExit(oneAfterTheOther(client().transport(transport), 40, 50));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("open/growing");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.connections()).isEqualTo(39);
            assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
            assertThat(finding.evidence())
                    .containsEntry(EvidenceKey.OPENED, 40L)
                    .containsEntry(EvidenceKey.OPEN_NOW, 40)
                    .containsEntry(EvidenceKey.CLOSED, 0L);
        });
    }

    @Test
    void leakOfALongRun_isFoundLive_andSaysItsGrowth() {
        Finding finding = Findings.finding(oneAfterTheOther(client(), 40, 3 * SECOND));

        assertThat(finding.evidence()).containsEntry(EvidenceKey.GROWTH_PER_MINUTE, 18L);
        assertThat(finding.details())
                .contains("40 opened, none closed, 40 open now; the oldest for 1m 57s, 18 more a minute");
    }

    @Test
    void startOfAProgram_isNotJudgedLive() {
        assertThat(Findings.findings(oneAfterTheOther(client(), 40, 50))).isEmpty();
    }

    @Test
    void fifteen_areWhatAProgramMayHaveAtHand() {
        assertThat(atExit(oneAfterTheOther(client(), 16, 50))).isEmpty();
        assertThat(atExit(oneAfterTheOther(client(), 17, 50))).hasSize(1);
    }

    @Test
    void severalThreads_leakAsWell() {
        PathBuilder path = client();
        for (long round = 7; round >= 0; round--) {
            for (int thread = 0; thread < 8; thread++) {
                path.open(connection().opened(round * 100 + 90 - thread).idle(round * 100 + 10));
            }
        }

        assertThat(atExit(path))
                .singleElement()
                .satisfies(finding -> assertThat(finding.connections()).isEqualTo(56));
    }

    /** Opened at once for as many requests at once, and idle since. */
    @Test
    void poolAtThePeakOfItsLoad_isHealthy() {
        PathBuilder path = client();
        for (long i = 0; i < 64; i++) {
            path.open(connection().opened(60 * SECOND - i).idle(59 * SECOND));
        }

        assertThat(atExit(path)).isEmpty();
    }

    /** Filled in advance, one by one, and a few of it are in use ever since. */
    @Test
    void poolThatLevelsOff_isHealthy() {
        PathBuilder path = client();
        for (long i = 0; i < 64; i++) {
            path.open(connection().opened(60 * SECOND - i * 10).idle(i < 3 ? 5 : 60 * SECOND - i * 10 - 5));
        }

        assertThat(atExit(path)).isEmpty();
        assertThat(Findings.findings(path)).isEmpty();
    }

    /** Six seconds since the last call are no end where a call comes every two; work goes on over two of them meanwhile. */
    @Test
    void leakThatRestsWhileSomeAreInUse_isFound() {
        PathBuilder path = client();
        for (long i = 19; i >= 0; i--) {
            long opened = 6 * SECOND + i * 2 * SECOND;
            path.open(connection().opened(opened).idle(i < 18 ? opened - 10 : 5));
        }

        assertThat(atExit(path))
                .singleElement()
                .satisfies(finding -> assertThat(finding.connections()).isEqualTo(17));
    }

    private static PathBuilder pooled(boolean oneEach) {
        PathBuilder path = client();
        for (int i = 0; i < 24; i++) {
            path.open(connection()
                    .opened(4_000 - i * 20L)
                    .idle(4_000 - i * 20L - 10)
                    .pool(Pools.idleIn(oneEach ? i : 0, PoolLibrary.HIKARI)));
        }
        return path;
    }

    /** As the pool itself says: whatever library, whoever opens them. */
    @Test
    void filledPoolNobodyAsksYet_isHealthy() {
        assertThat(atExit(pooled(false))).isEmpty();
    }

    /** Each pool has its connection, and each pool is left behind. */
    @Test
    void poolForEachCall_isFound() {
        assertThat(atExit(pooled(true))).hasSize(1);
    }

    @Test
    void filledPoolThatCannotBeAsked_isHealthyForAWindow() {
        PathBuilder path = client().openStack(Sites.stack(
                Sites.library("com.mchange.v2.c3p0.DriverManagerDataSource.getConnection", 1),
                Sites.app("com.acme.Main.main", 9)));

        assertThat(atExit(oneAfterTheOther(path, 64, 20))).isEmpty();
        assertThat(atExit(oneAfterTheOther(path, 64, 1_000))).hasSize(1);
    }

    @Test
    void subscriptionsThatGoOn_areHealthy() {
        PathBuilder path = client();
        for (long i = 0; i < 40; i++) {
            path.open(connection().opened(30 * SECOND - i * 50).idle(i * 20));
        }

        assertThat(atExit(path)).isEmpty();
    }

    /** One to each of many remotes: a crawler's keep-alive. */
    @Test
    void oneConnectionToEachRemote_isHealthy() {
        PathBuilder[] paths = new PathBuilder[40];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = client().id("p" + i).peer("10.0.0." + i + ":443");
            paths[i].open(connection()
                    .remote("10.0.0." + i + ":443")
                    .opened(4_000 - i * 100L)
                    .idle(3_950 - i * 100L));
        }

        assertThat(atExit(paths)).isEmpty();
    }

    @Test
    void serverWhoseClientsKeepConnections_isNotToBlame() {
        assertThat(atExit(oneAfterTheOther(server(), 40, 50))).isEmpty();
    }

    @Test
    void siblingsThatAreClosed_areNoLeak() {
        assertThat(atExit(oneAfterTheOther(client(), 40, 50).closed(20, appStack("com.acme.Orders.end", 5))))
                .isEmpty();
        assertThat(atExit(oneAfterTheOther(client(), 40, 50).closed(5, appStack("com.acme.Orders.end", 5))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    }

    /** Issue 18, 8: sixteen calls or more, each with its own; the program does nothing else before it ends, or it does. */
    @Test
    void loopWithWorkBetween_isAnErrorHoweverLongItIsOver() {
        PathBuilder path = client();
        for (long i = 0; i < 64; i++) {
            path.open(connection().opened(60 * SECOND + i * 100).idle(60 * SECOND + i * 100 - 30));
        }

        assertThat(atExit(path)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.evidence()).containsEntry(EvidenceKey.GROWTH_PER_MINUTE, 0L);
        });
    }

    /** A pool of the program's own that is full and not needed yet is told by nothing but this. */
    @Test
    void openedInOneGoAndNeverUsed_isAnInfo_andNothingOnceItWasLongAgo() {
        assertThat(atExit(inOneGo(client(), 64, false, 3_000)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
        assertThat(Findings.findings(inOneGo(client(), 64, false, 61 * SECOND))).isEmpty();
    }

    /** Logged in at the least: 64 of {@code DriverManager}, or a pool that has tried each and is not needed yet. */
    @Test
    void openedInOneGoAndUsedOnce_isAWarning_asItMayBeEither() {
        assertThat(Findings.findings(inOneGo(client(), 64, true, 8 * SECOND)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.title()).contains("left behind, or kept in advance");
                    assertThat(finding.fix()).contains("a pool of your own", "try-with-resources");
                });
    }

    /** Nobody has come back to any of them, however long ago it was, and nobody will. */
    @ParameterizedTest
    @ValueSource(longs = {100, 3_000, 600_000})
    void openedInOneGoAndUsedOnce_andTheProgramEnds_isAnError(long quietMillis) {
        assertThat(atExit(inOneGo(client(), 64, true, quietMillis)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
    }

    /** On a fast host the whole exchange fits into the millisecond in which the connection was opened. */
    @Test
    void exchangeWithinAMillisecond_isAUse() {
        PathBuilder path = client();
        for (long i = 0; i < 64; i++) {
            path.open(connection()
                    .remote("127.0.0.1:1883")
                    .opened(3_000 + i)
                    .idle(3_000 + i)
                    .used(true));
        }

        assertThat(atExit(path))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
    }

    private static PathBuilder waitedFor(WaitingReader by, long everyMillis, long quietMillis) {
        PathBuilder path = client();
        for (int i = 39; i >= 0; i--) {
            long opened = quietMillis + i * everyMillis;
            path.open(connection()
                    .remote("127.0.0.1:1883")
                    .opened(opened)
                    .idle(opened - 1)
                    .waitedFor(by));
        }
        return path;
    }

    private static void assertSeverity(List<Finding> findings, Severity severity) {
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(severity));
    }

    /** Nothing comes, and somebody stands in a read of each, or has a handler there. */
    @ParameterizedTest
    @EnumSource(
            value = WaitingReader.class,
            names = {"APPLICATION", "HANDLER"})
    void quietSubscriptions_areHealthy(WaitingReader by) {
        assertSeverity(atExit(waitedFor(by, 2, 3_000)), Severity.INFO);
        assertSeverity(atExit(waitedFor(by, 2, 10)), Severity.INFO);
        assertSeverity(Findings.findings(waitedFor(by, 2, 6_000)), Severity.INFO);
        assertThat(Findings.findings(waitedFor(by, 2, 61_000))).isEmpty();
    }

    private static PathBuilder waitedForAfter(int count, int... restMillis) {
        return waitedForAfter(3_000, true, count, restMillis);
    }

    private static PathBuilder waitedForAfter(long quietMillis, boolean used, int count, int... restMillis) {
        PathBuilder path = client();
        long opened = quietMillis;
        for (int i = 0; i < count; i++) {
            path.open(connection()
                    .remote("127.0.0.1:1883")
                    .opened(opened)
                    .idle(opened)
                    .used(used)
                    .waitedFor(WaitingReader.APPLICATION));
            opened += restMillis[i % restMillis.length];
        }
        return path;
    }

    /** The loop waits for a processor, some of the time; or waits for work, mostly. */
    @Test
    void quietSubscriptionsOnABusyHost_areHealthy() {
        assertSeverity(atExit(waitedForAfter(40, 0, 1, 12, 24)), Severity.INFO);
        assertSeverity(atExit(waitedForAfter(40, 0, 5, 5, 12)), Severity.INFO);
        assertSeverity(atExit(waitedForAfter(40, 4, 5, 5, 12)), Severity.WARNING);
        assertSeverity(atExit(waitedForAfter(40, 0, 50, 50)), Severity.WARNING);
    }

    /** A client that is made for one call asks something; on a slow host each turn of a loop that asks nothing takes long. */
    @Test
    void quietSubscriptionsThatAskNothing_areHealthyOnASlowHost() {
        assertSeverity(atExit(waitedForAfter(1_500, false, 40, 4, 5, 8, 24)), Severity.INFO);
        assertSeverity(Findings.findings(waitedForAfter(6_000, false, 40, 4, 5, 8, 24)), Severity.INFO);
        assertSeverity(atExit(waitedForAfter(1_500, true, 40, 4, 5, 8, 24)), Severity.WARNING);
        assertSeverity(atExit(waitedForAfter(1_500, false, 40, 50, 60)), Severity.WARNING);
        assertSeverity(atExit(waitedForAfter(20, false, 40, 4, 5, 8, 24)), Severity.WARNING);
    }

    /** One client has them all, and holds them for a purpose. */
    @Test
    void subscriptionsOfOneClient_areHealthy() {
        assertThat(atExit(waitedFor(WaitingReader.LIBRARY_OF_MANY, 2, 10))).isEmpty();
        assertThat(atExit(waitedFor(WaitingReader.LIBRARY_OF_MANY, 50, 3_000))).isEmpty();
        assertSeverity(atExit(waitedFor(WaitingReader.LIBRARY_OF_MANY, 50, 10)), Severity.WARNING);
    }

    /** A client with a thread of its own for each call: also when the calls have stopped. */
    @ParameterizedTest
    @EnumSource(
            value = WaitingReader.class,
            names = {"APPLICATION", "HANDLER"})
    void readerThatIsLeftBehindToo_isAWarning(WaitingReader by) {
        for (long quietMillis : new long[] {10, 3_000, 50_000}) {
            assertSeverity(atExit(waitedFor(by, 50, quietMillis)), Severity.WARNING);
        }
        assertSeverity(Findings.findings(waitedFor(by, 500, 12_000)), Severity.WARNING);
        assertSeverity(Findings.findings(waitedFor(by, 2_000, 6_000)), Severity.WARNING);
    }

    @Test
    void waitedFor_saysByWhom() {
        assertThat(atExit(waitedFor(WaitingReader.APPLICATION, 50, 10)).get(0).details())
                .contains("a thread waits for the data of each");
        assertThat(atExit(waitedFor(WaitingReader.HANDLER, 50, 10)).get(0).details())
                .contains("a handler of the program is registered for the data of each");
    }

    /** Neither a live view of a program that starts, nor one that has had for long what it has. */
    @Test
    void seriesThatBegins_orEndedLongAgo_isNoWarning() {
        assertThat(Findings.findings(waitedFor(WaitingReader.APPLICATION, 500, 6_000)))
                .isEmpty();
        assertSeverity(atExit(waitedFor(WaitingReader.APPLICATION, 50, 61_000)), Severity.INFO);
        assertSeverity(Findings.findings(waitedFor(WaitingReader.APPLICATION, 50, 61_000)), Severity.INFO);
    }

    /** Those that are left behind do not hide among subscriptions of the same line. */
    @Test
    void leakBesideSubscriptions_isFound() {
        PathBuilder path = waitedFor(WaitingReader.APPLICATION, 50, 5_000);
        oneAfterTheOther(path, 45, 50);

        assertSeverity(atExit(path), Severity.ERROR);
    }

    /** Filled in advance with a log-in on each, of which less than half was used before the program ended. */
    @Test
    void filledPoolOfWhichSomeWereUsed_isAnInfo() {
        PathBuilder path = client();
        for (int i = 39; i >= 0; i--) {
            long opened = 3_000 + i * 2L;
            boolean used = i >= 30;
            path.open(connection().remote("127.0.0.1:5432").opened(opened).idle(used ? 2_950 : opened - 1));
        }

        assertSeverity(atExit(path), Severity.INFO);
    }

    /** Four threads that leave behind what they open: the last four exchanges end after the last was opened. */
    @Test
    void lastExchangesOfSeveralThreads_areNoComingBack() {
        PathBuilder path = client();
        for (int i = 63; i >= 0; i--) {
            long opened = 3_000 + i * 2L;
            path.open(connection().remote("127.0.0.1:5432").opened(opened).idle(i < 8 ? 2_990 : opened - 1));
        }

        assertSeverity(atExit(path), Severity.ERROR);
    }

    /** A library's client has its thread, whether anybody needs the client or not. */
    @Test
    void threadOfALibrary_excusesNothing() {
        assertThat(atExit(waitedFor(WaitingReader.LIBRARY, 50, 3_000)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
    }
}
