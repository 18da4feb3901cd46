package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Http2Peer;
import dev.lastack.it.harness.HttpPeer;
import dev.lastack.it.harness.LeavingClient;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The culprit is who asked, where the JDK connects, reads and writes on threads of its own. */
class AskersIT {

    private static final String PACKAGE = "dev.lastack.it.programs.clients.";
    private static final String HTTP = PACKAGE + "HttpLeaks";
    private static final String ASYNCHRONOUS = PACKAGE + "AsynchronousLeaks";
    private static final int CONNECTIONS = 10;
    private static final int THRESHOLD_MILLIS = 300;

    /** More than a receive buffer takes. */
    private static final int LARGE_BODY = 3_000_000;

    @ParameterizedTest
    @CsvSource({"unread, send", "unread-async, sendAsync"})
    void unreadBodyOfHttpClient_isTheSenders(String way, String sender) {
        Report report = http(way, "1", HttpPeer.ok(LARGE_BODY));

        FindingOfReport finding = report.finding("open/stalled-unread-data");
        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(HTTP + "." + sender + "(");
        assertThat(report.findingsAboveInfo()).hasSize(1);
    }

    @Test
    void unreadBodyOnPooledConnection_isTheLastSenders() {
        Report report = http("unread-after-warm-up", "1", HttpPeer.ok(LARGE_BODY));

        FindingOfReport finding = report.finding("open/stalled-unread-data");
        assertThat(finding.connections()).isEqualTo(1);
        assertThat(finding.culprit()).startsWith(HTTP + ".send(");
        assertThat(report.codePath(finding.codePath()).openStack())
                .anyMatch(frame -> frame.startsWith(HTTP + ".warmUp("));
    }

    @Test
    void connectionsOfAClientForEachRequest_areTheCallersPath() {
        Report report = http("client-each", "1", HttpPeer.ok(2));

        assertThat(report.codePaths()).singleElement().satisfies(path -> {
            assertThat(path.opened()).isEqualTo(CONNECTIONS);
            assertThat(path.openStack()).anyMatch(frame -> frame.startsWith(HTTP + ".fetch("));
        });
        assertThat(report.findingsAboveInfo()).isEmpty();
    }

    @Test
    void healthyHttpClient_hasNoFinding() {
        Report report = idle();

        assertThat(report.total("opened")).isPositive();
        assertThat(report.findingsAboveInfo()).isEmpty();
    }

    @Test
    void requestsOverHttp2_areTheirSenders() {
        Report report = http("two-callers", "2", new Http2Peer());

        CodePathOfReport path = report.codePaths().get(0);
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.openStack()).anyMatch(frame -> frame.startsWith(HTTP + ".warmUp("));
        assertThat(path.evidence("requestSent")).anyMatch(frame -> frame.startsWith(HTTP + ".fetch("));
        assertThat(report.findingsAboveInfo()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "never-read, close-wait/unread, acceptNext",
        "one-read, close-wait/unread, readRequest",
        "eof-ignored, close-wait/eof-ignored, readRequest",
        "asked-only, close-wait/eof-ignored, readRequest"
    })
    void asynchronousHandlerThatNeverCloses_isFound(String way, String rule, String culprit) {
        FinishedJvm run = asynchronous(way);

        assertThat(run.oracle("CLOSE_WAIT")).isEqualTo(CONNECTIONS);
        FindingOfReport finding = run.report().finding(rule);
        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(ASYNCHRONOUS + "." + culprit + "(");
        assertThat(run.report().findingsAboveInfo()).hasSize(1);
        run.report().assertHealthyAgent();
    }

    @Test
    void asynchronousHandlerThatCloses_hasNoFinding() {
        FinishedJvm run = asynchronous("good");

        assertThat(run.oracle("OWNED")).isZero();
        assertThat(run.report().findingsAboveInfo()).isEmpty();
        run.report().assertHealthyAgent();
    }

    private static Report http(String way, String version, LoopbackServer.Handler handler) {
        try (LoopbackServer peer = LoopbackServer.with(handler)) {
            return watched(HTTP, way.startsWith("unread") ? THRESHOLD_MILLIS : Bounds.PROMPT.toMillis())
                    .args(way, version, peer.port(), THRESHOLD_MILLIS)
                    .run()
                    .healthyReport();
        }
    }

    /** The peer hangs up, and the client notices by itself. */
    private static Report idle() {
        try (LoopbackServer peer = LoopbackServer.with(HttpPeer.ok(2));
                RunningJvm running = watched(HTTP, Bounds.PROMPT.toMillis())
                        .args("idle", "1", peer.port(), THRESHOLD_MILLIS)
                        .start()) {
            running.awaitLine("ANSWERED");
            peer.hangUp();
            Report report = running.awaitEnd().succeeded().report();
            report.assertHealthyAgent();
            return report;
        }
    }

    private static FinishedJvm asynchronous(String way) {
        String request = way.equals("asked-only") ? "" : LeavingClient.get();
        long threshold = way.equals("good") ? Bounds.PROMPT.toMillis() : THRESHOLD_MILLIS;
        return LeavingClient.visit(
                watched(ASYNCHRONOUS, threshold).args(way, THRESHOLD_MILLIS), CONNECTIONS, request, "");
    }

    private static ForkedJvm watched(String program, long closeWaitMillis) {
        return ForkedJvm.running(program)
                .withReport(
                        "close-wait-threshold=" + closeWaitMillis + "ms",
                        "stalled-threshold=" + THRESHOLD_MILLIS + "ms");
    }
}
