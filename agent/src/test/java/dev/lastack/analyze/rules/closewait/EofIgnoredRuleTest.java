package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.ConnectionBuilder.earlierUse;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.libraryStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Analyzer;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.config.Settings;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.Stack;
import org.junit.jupiter.api.Test;

class EofIgnoredRuleTest {

    private static final Stack READS = appStack("com.acme.orders.PriceClient.readBody", 112);
    private static final Stack HANDLES = appStack("com.acme.web.Handler.handle", 55);

    private static ConnectionBuilder leak(long closedAgo) {
        return connection().remoteClosed(closedAgo).eof(READS);
    }

    @Test
    void eofReadAndNotClosed_isAnErrorAtTheConnect() {
        Finding finding = finding(client().open(10, leak(THRESHOLD)));

        assertThat(finding.rule()).isEqualTo("close-wait/eof-ignored");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.codePathId()).isEqualTo("p1");
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.culpritNote()).isEqualTo("connects here");
    }

    @Test
    void belowTheThreshold_isSilent() {
        assertThat(findings(client().open(leak(THRESHOLD - 1)))).isEmpty();
    }

    @Test
    void closedSiblings_areSilentAndNamedAsTheHealthyOnes() {
        Stack closes = appStack("com.acme.orders.PriceClient.fetch", 99);

        assertThat(findings(client().closed(1_204, closes))).isEmpty();
        Finding finding = finding(client().open(leak(THRESHOLD)).closed(1_204, closes));
        assertThat(finding.details())
                .contains(
                        "1,204 siblings from the same path were closed properly, at PriceClient.fetch(PriceClient.java:99)");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.CLOSED_PROPERLY, 1_204L);
    }

    @Test
    void noSiblingClosed_saysSo() {
        assertThat(finding(client().open(3, leak(THRESHOLD))).details())
                .contains("none of the 3 connections opened here has been closed yet");
    }

    @Test
    void acceptedConnection_blamesTheReaderNotTheAcceptor() {
        Finding finding = finding(server().open(connection()
                .lastRead(READS, THRESHOLD)
                .remoteClosed(THRESHOLD)
                .eof(HANDLES)));

        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.handle(Handler.java:55)");
        assertThat(finding.culpritNote()).isEqualTo("reads the end of stream here");
    }

    @Test
    void acceptedConnectionsOfSeveralReaders_blameTheMostFrequent() {
        Finding finding = finding(server().open(leak(THRESHOLD))
                .open(2, connection().remoteClosed(THRESHOLD).eof(HANDLES)));

        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.handle(Handler.java:55)");
        assertThat(finding.details())
                .contains("end of stream was read at Handler.handle(Handler.java:55) (2) and"
                        + " PriceClient.readBody(PriceClient.java:112) (1) and the socket was left open");
    }

    @Test
    void acceptedConnectionWithLibraryReader_blamesTheLastUse() {
        Finding finding = finding(server().open(connection()
                .lastWrite(HANDLES, THRESHOLD)
                .remoteClosed(THRESHOLD)
                .eof(libraryStack())));

        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.handle(Handler.java:55)");
        assertThat(finding.culpritNote()).isEqualTo("last used here");
    }

    @Test
    void acceptedConnectionWithNothingBetter_blamesTheAcceptor() {
        Finding finding =
                finding(server().open(connection().remoteClosed(THRESHOLD).eof(libraryStack())));

        assertThat(finding.culprit()).hasToString("com.acme.web.Acceptor.run(Acceptor.java:31)");
        assertThat(finding.culpritNote()).isEqualTo("accepts here");
    }

    @Test
    void clientConnectedByALibraryThread_blamesTheReader() {
        Finding finding = finding(client().openStack(libraryStack()).open(leak(THRESHOLD)));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.readBody(PriceClient.java:112)");
    }

    @Test
    void noApplicationFrameAnywhere_showsTheLibraryFramesInstead() {
        Finding finding = finding(client().openStack(libraryStack())
                .open(connection().remoteClosed(THRESHOLD).eof(libraryStack())));

        assertThat(finding.culprit()).isNull();
        assertThat(finding.culpritNote()).isEmpty();
        assertThat(finding.details())
                .contains("no stack has a frame of the application; innermost frames:"
                        + " NioEventLoop.run(NioEventLoop.java:569)");
    }

    @Test
    void nothingCaptured_saysSo() {
        Finding finding = finding(client().openStack(Stack.EMPTY)
                .open(connection().remoteClosed(THRESHOLD).eof(Stack.EMPTY)));

        assertThat(finding.culprit()).isNull();
        assertThat(finding.details()).contains("no stack has a frame of the application, none was captured");
        assertThat(finding.details()).contains("end of stream was read and the socket was left open");
    }

    @Test
    void siteOfAnEarlierUse_isMarkedAsSuch() {
        Finding finding =
                finding(client().open(connection().remoteClosed(THRESHOLD).eof(earlierUse(READS, THRESHOLD))));

        assertThat(finding.details())
                .contains("end of stream was read at PriceClient.readBody(PriceClient.java:112) and the socket was left"
                        + " open (the site is that of an earlier use)");
    }

    @Test
    void halfClosedByUsFirst_doesNotSayThatTheRemoteClosedFirst() {
        Finding finding = finding(client().open(leak(THRESHOLD).firstCloser(FirstCloser.LOCAL)));

        assertThat(finding.details().get(0))
                .isEqualTo("client of 10.0.0.5:8443; this side shut down its output first, then the remote closed,"
                        + " right after the last byte was moved");
    }

    @Test
    void unreachableSocket_isStillCountedAndToldApart() {
        Finding finding =
                finding(client().open(leak(THRESHOLD)).open(leak(THRESHOLD).unreachable()));

        assertThat(finding.connections()).isEqualTo(2);
        assertThat(finding.details())
                .contains("no longer reachable (1 of 2): the JDK's cleaner will close such sockets, at a time nobody"
                        + " knows");
    }

    @Test
    void evidence_hasAgesGrowthAndStates() {
        Finding finding = finding(client().open(4, leak(600_000)).open(2, leak(10_000)));

        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.OLDEST_MILLIS, 601_000L)
                .containsEntry(EvidenceKey.LONGEST_MILLIS, 600_000L)
                .containsEntry(EvidenceKey.NEW_IN_WINDOW, 2L)
                .containsEntry(EvidenceKey.GROWTH_PER_MINUTE, 2L)
                .containsEntry(EvidenceKey.IDLE_MILLIS, 10_000L)
                .containsEntry(EvidenceKey.STATE_CLOSE_WAIT, 6L)
                .containsEntry(EvidenceKey.EOF_SEEN, 6L);
    }

    @Test
    void siblingsThatWereClosedLate_makeAnyGrowthUncertain() {
        Finding finding = findings(
                        client().open(2, leak(10_000)).closedLate(3, READS, new Distribution(3, 6_000, 6_000, 6_000)))
                .get(0);

        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.NEW_IN_WINDOW, 2L)
                .doesNotContainKey(EvidenceKey.GROWTH_PER_MINUTE);
    }

    @Test
    void watchShorterThanTheWindow_givesNoRate() {
        PathBuilder path = client().open(2, leak(10_000)).open(leak(100_000));

        assertThat(finding(path).evidence()).containsEntry(EvidenceKey.GROWTH_PER_MINUTE, 2L);
        assertThat(Analyzer.analyze(SnapshotFixtures.of(SnapshotFixtures.inferred(), path), Settings.DEFAULTS)
                        .get(0)
                        .evidence())
                .containsEntry(EvidenceKey.NEW_IN_WINDOW, 2L)
                .doesNotContainKey(EvidenceKey.GROWTH_PER_MINUTE);
    }
}
