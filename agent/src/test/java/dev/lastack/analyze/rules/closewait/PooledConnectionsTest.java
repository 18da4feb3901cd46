package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.libraryStack;
import static dev.lastack.fixture.Sites.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.Pools;
import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.snapshot.Pooled;
import dev.lastack.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pool's word changes: {@code open/not-returned}, and the two certain forms of {@code close-wait/unread}. */
class PooledConnectionsTest {

    private static final long LONG = 118_000;
    private static final Stack OPENS = appStack("com.acme.First.ask", 5);
    private static final Stack USES = appStack("com.acme.PriceClient.price", 14);

    private static final Stack FILLER = stack(
            library("java.net.Socket.connect", 633),
            library("com.zaxxer.hikari.pool.HikariPool$PoolEntryCreator.call", 758),
            library("java.lang.Thread.run", 840),
            app("com.acme.First.borrower", 3));

    private static ConnectionBuilder used(long ago) {
        return connection().opened(300_000).lastRead(USES, ago);
    }

    private static Finding of(ConnectionBuilder connection) {
        return finding(client().openStack(OPENS).open(connection));
    }

    private static List<Finding> all(ConnectionBuilder connection) {
        return findings(client().openStack(OPENS).open(connection));
    }

    @Test
    void lentOutAndForgotten_isAnErrorWhileEstablished_andTheLastUsers() {
        Finding finding = of(used(LONG).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", LONG + 200)));

        assertThat(finding.rule()).isEqualTo("open/not-returned");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.culprit()).hasToString("com.acme.PriceClient.price(PriceClient.java:14)");
        assertThat(finding.details())
                .contains(
                        "HikariCP (orders): borrowed 1m 58s ago at PriceClient.price(PriceClient.java:14), never given"
                                + " back");
        assertThat(finding.fix()).contains("leakDetectionThreshold");
        assertThat(finding.pool()).isNotNull();
        assertThat(finding.pool().borrowedBy()).isEqualTo(finding.culprit());
    }

    /** Whether its thread was started, or had the task from whoever asked for a connection first. */
    @ParameterizedTest
    @EnumSource(
            value = PoolLibrary.class,
            names = {"HIKARI", "DBCP"})
    void openedByThePoolsOwnThread_isNobodysFault(PoolLibrary library) {
        Finding finding =
                finding(client().openStack(FILLER).open(used(LONG).pool(Pools.borrowed(library, "orders", LONG))));

        assertThat(finding.culprit()).hasToString("com.acme.PriceClient.price(PriceClient.java:14)");
        assertThat(finding.details()).contains("opened by " + library.id() + "'s filler, its thread main");
    }

    @Test
    void openedByItsBorrower_orByAClientsEventLoop_isNoFillers() {
        assertThat(of(used(LONG).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", LONG)))
                        .details())
                .noneMatch(line -> line.contains("filler"));
        Finding ofEventLoop = finding(
                client().openStack(libraryStack()).open(used(LONG).pool(Pools.lent(PoolLibrary.REACTOR_NETTY, LONG))));
        assertThat(ofEventLoop.details()).noneMatch(line -> line.contains("filler"));
    }

    /** Of the same pool, and well. */
    @Test
    void whatTheFillerOpenedBesides_isNotThisOne() {
        Finding finding = finding(
                client().openStack(OPENS)
                        .open(used(100).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", 200)))
                        .open(used(LONG).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", LONG))),
                client().openStack(FILLER).open(used(100).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", 200))));

        assertThat(finding.connections()).isEqualTo(1);
        assertThat(finding.details()).noneMatch(line -> line.contains("filler"));
    }

    @Test
    void poolThatRecordsNoTime_isQuotedWithWhatIsKnown() {
        Finding finding = of(used(LONG).pool(Pools.lent(PoolLibrary.OK_HTTP, LONG)));

        assertThat(finding.details())
                .contains(
                        "OkHttp: lent out, for 1m 58s or longer at PriceClient.price(PriceClient.java:14), never given"
                                + " back");
    }

    @Test
    void borrowerOfThePoolsOwnRecord_goesBeforeTheLastUse() {
        Stack borrower = appStack("com.acme.Dao.open", 3);

        Finding finding = of(used(LONG).pool(Pools.borrowedBy(borrower, PoolLibrary.DBCP, LONG)));

        assertThat(finding.culprit()).isEqualTo(borrower.culprit());
        assertThat(finding.culpritNote()).isEqualTo("borrows it here");
        assertThat(finding.pool().borrowedBy()).isEqualTo(borrower.culprit());
    }

    @Test
    void thatMovesData_isNeverReported() {
        assertThat(all(used(100).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", 3_600_000))))
                .isEmpty();
    }

    @Test
    void thatAThreadWaitsFor_isNot() {
        assertThat(all(used(LONG).pool(Pools.awaited(PoolLibrary.JEDIS, LONG)))).isEmpty();
    }

    @Test
    void borrowedJustNowAfterALongRest_isNot() {
        assertThat(all(used(LONG).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", 100))))
                .isEmpty();
    }

    @Test
    void idleWithTheRemoteThere_isNot() {
        assertThat(all(used(LONG).pool(Pools.idle(PoolLibrary.HIKARI)))).isEmpty();
    }

    @Test
    void justBelowTheThreshold_isNot() {
        assertThat(all(used(59_999).pool(Pools.borrowed(PoolLibrary.HIKARI, "orders", 59_999))))
                .isEmpty();
    }

    @Test
    void lentOutAndCutByTheRemote_isAnError_forASingleOneToo() {
        Finding finding = of(used(20_000).remoteClosed(10_000).pool(Pools.lent(PoolLibrary.APACHE_HTTP_4, 20_000)));

        assertThat(finding.rule()).isEqualTo("close-wait/unread");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).startsWith("lent out by the pool and never given back");
        assertThat(finding.culprit()).isEqualTo(USES.culprit());
    }

    @ParameterizedTest
    @EnumSource(PoolLibrary.class)
    void idleAndCutByTheRemote_isAWarningWithThePoolsOwnSetting(PoolLibrary library) {
        Finding finding = of(used(20_000).remoteClosed(10_000).pool(Pools.idle(library)));

        // the JDK's cache is bounded and looks every few seconds (issue 18, 10)
        boolean endsByItself = library == PoolLibrary.URL_CONNECTION;
        assertThat(finding.severity()).isEqualTo(endsByItself ? Severity.INFO : Severity.WARNING);
        assertThat(finding.title()).startsWith("idle in the pool");
        assertThat(finding.fix()).contains(library.id());
        assertThat(finding.details()).contains(library.id() + ": it lies in the pool, nobody has it");
        assertThat(finding.pool()).isNotNull();
        assertThat(finding.pool().pooled().state()).isEqualTo(Pooled.State.IDLE);
        assertThat(finding.pool().borrowedBy()).isNull();
    }

    @Test
    void bothOfOnePath_areTwoFindings() {
        List<Finding> findings = findings(client().openStack(OPENS)
                .open(used(20_000).remoteClosed(10_000).pool(Pools.lent(PoolLibrary.JEDIS, 20_000)))
                .open(used(20_000).remoteClosed(10_000).pool(Pools.idle(PoolLibrary.JEDIS))));

        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.ERROR, Severity.WARNING);
        assertThat(findings).extracting(Finding::connections).containsOnly(1L);
    }

    private static PathBuilder idleInPools(PoolLibrary library, int connections, int pools, boolean reused) {
        PathBuilder path = client().openStack(OPENS);
        for (int i = 0; i < connections; i++) {
            ConnectionBuilder one = used(20_000).remoteClosed(10_000).pool(Pools.idleIn(i % pools, library));
            path.open(reused ? one.reused() : one);
        }
        return path;
    }

    /** Beside what is said of the remote's time-out. */
    private static Finding unread(PathBuilder path) {
        return findings(path).stream()
                .filter(finding -> finding.rule().equals("close-wait/unread"))
                .findFirst()
                .orElseThrow();
    }

    /** One client, or one data source, for each call. */
    @ParameterizedTest
    @EnumSource(
            value = PoolLibrary.class,
            names = {"OK_HTTP", "APACHE_HTTP_5", "HIKARI"})
    void poolForEachCall_isAnErrorAboutTheClient(PoolLibrary library) {
        Finding finding = unread(idleInPools(library, 10, 10, false));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).contains("each in a pool of its own");
        assertThat(finding.fix()).startsWith("share one client, or data source, for all calls");
        assertThat(finding.connections()).isEqualTo(10);
    }

    @Test
    void sharedPools_areIdlePools() {
        assertThat(unread(idleInPools(PoolLibrary.OK_HTTP, 10, 1, false)).severity())
                .isEqualTo(Severity.WARNING);
        assertThat(unread(idleInPools(PoolLibrary.OK_HTTP, 10, 5, false)).severity())
                .isEqualTo(Severity.WARNING);
        assertThat(unread(idleInPools(PoolLibrary.OK_HTTP, 2, 2, false)).severity())
                .isEqualTo(Severity.WARNING);
        assertThat(unread(idleInPools(PoolLibrary.OK_HTTP, 10, 10, true)).severity())
                .isEqualTo(Severity.WARNING);
    }
}
