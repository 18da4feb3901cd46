package dev.lastack.analyze;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.Stack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One cause, one finding, over all ports of a peer and all detours of a library (issue 18). */
class OneCauseTest {

    private static final Stack TRANSFER = stack(
            library("java.net.Socket.connect", 633),
            library("org.apache.commons.net.ftp.FTPClient._openDataConnection_", 900),
            app("com.acme.files.Fetcher.fetch", 41));

    private static ConnectionBuilder leak() {
        return connection().remoteClosed(THRESHOLD).eof(appStack("com.acme.files.Fetcher.fetch", 44));
    }

    @Test
    void passiveTransfersToManyPorts_areOneFinding() {
        List<PathBuilder> paths = new ArrayList<>();
        for (int port = 0; port < 40; port++) {
            paths.add(client().id("p" + port)
                    .openStack(TRANSFER)
                    .peer("10.0.0.5:" + (50_000 + port))
                    .open(leak()));
        }
        paths.get(7).open(2, leak());

        Finding finding = finding(paths.toArray(PathBuilder[]::new));

        assertThat(finding.rule()).isEqualTo("close-wait/eof-ignored");
        assertThat(finding.connections()).isEqualTo(42);
        assertThat(finding.codePathId()).isEqualTo("p7");
        assertThat(finding.codePathIds()).hasSize(40).startsWith("p7").contains("p0", "p39");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.PEERS, 40L);
        assertThat(finding.details().get(0))
                .startsWith(
                        "client of 10.0.0.5:50007 and 39 others (10.0.0.5:50000, 10.0.0.5:50001, 10.0.0.5:50002, ...)");
    }

    @Test
    void listenersOfOneLine_areOneFinding() {
        Finding finding = finding(
                server().id("a").peer("0.0.0.0:41000").open(3, leak()),
                server().id("b").peer("0.0.0.0:41001").open(2, leak()));

        assertThat(finding.connections()).isEqualTo(5);
        assertThat(finding.codePathIds()).containsExactly("a", "b");
    }

    /** The first accept is asked for by main, each further one by the handler of the one before. */
    @Test
    void linesThatAcceptAtOneListener_areOneFinding() {
        ConnectionBuilder idle = connection().remoteClosed(THRESHOLD);
        Finding finding = finding(
                server().id("a").openStack(appStack("com.acme.Server.main", 9)).open(idle),
                server().id("b")
                        .openStack(appStack("com.acme.Accepts.completed", 20))
                        .open(9, idle));

        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.culprit()).hasToString("com.acme.Accepts.completed(Accepts.java:20)");
        assertThat(findings(
                        server().id("a")
                                .peer("0.0.0.0:80")
                                .openStack(appStack("com.acme.A.run", 9))
                                .open(idle),
                        server().id("b")
                                .peer("0.0.0.0:81")
                                .openStack(appStack("com.acme.B.run", 9))
                                .open(idle)))
                .hasSize(2);
    }

    @Test
    void detoursOfALibraryBelowTheThresholdEach_areJudgedTogether() {
        Stack direct = stack(library("io.grpc.internal.Connector.connect", 10), app("com.acme.rpc.Stub.call", 30));
        Stack detour = stack(
                library("io.grpc.internal.Connector.connect", 10),
                library("io.grpc.internal.Backoff.retry", 70),
                app("com.acme.rpc.Stub.call", 30));

        Finding finding = finding(
                client().id("a").openStack(direct).shortInWindow(54),
                client().id("b").openStack(detour).shortInWindow(75));

        assertThat(finding.rule()).isEqualTo("time-wait/short-connections");
        assertThat(finding.connections()).isEqualTo(129);
        assertThat(finding.codePathId()).isEqualTo("b");
        assertThat(finding.evidence()).doesNotContainKey(EvidenceKey.PEERS);
    }

    @Test
    void otherLines_areOtherCauses() {
        assertThat(findings(
                        client().id("a").open(leak()),
                        client().id("b")
                                .openStack(appStack("com.acme.orders.PriceClient.fetch", 88))
                                .open(leak())))
                .hasSize(2);
    }

    @Test
    void oneLineInTwoRoles_isTwoCauses() {
        Stack both = appStack("com.acme.peer.Mesh.link", 12);

        assertThat(findings(
                        client().id("a").openStack(both).open(leak()),
                        server().id("b").openStack(both).open(leak())))
                .hasSize(2);
    }

    @Test
    void healthySiblings_areNotNamedAsAffected() {
        Finding finding = finding(
                client().id("a").openStack(TRANSFER).open(leak()),
                client().id("b").openStack(TRANSFER).peer("10.0.0.5:50001").closed(30, TRANSFER));

        assertThat(finding.codePathIds()).containsExactly("a");
        assertThat(finding.evidence()).containsEntry(EvidenceKey.CLOSED_PROPERLY, 30L);
    }

    /** Several handlers' connections of one shared culprit, behind listeners that were opened elsewhere. */
    @Test
    void oneCulpritBehindListenersOfSeveralLines_isOneFinding() {
        Finding finding = finding(
                server().id("a")
                        .openStack(appStack("com.acme.web.Plain.accept", 5))
                        .open(2, leak()),
                server().id("b")
                        .openStack(appStack("com.acme.web.Secure.accept", 9))
                        .peer("0.0.0.0:8443")
                        .open(leak()));

        assertThat(finding.culprit()).hasToString("com.acme.files.Fetcher.fetch(Fetcher.java:44)");
        assertThat(finding.connections()).isEqualTo(3);
    }

    @Test
    void excludedPeer_isLeftOutOfTheSum() {
        List<Finding> findings = Analyzer.analyze(
                dev.lastack.fixture.SnapshotFixtures.of(
                        client().id("a").openStack(TRANSFER).open(leak()),
                        client().id("b").openStack(TRANSFER).peer("10.0.0.6:21").open(5, leak())),
                Findings.excluding("10.0.0.6"));

        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.connections()).isEqualTo(1));
    }
}
