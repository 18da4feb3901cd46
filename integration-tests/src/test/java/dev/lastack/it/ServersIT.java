package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LeavingClient;
import dev.lastack.it.harness.Report;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For an accepted connection the culprit is the handler, not the acceptor: in each server, whatever the handler does. */
class ServersIT {

    private static final int CLIENTS = 10;
    private static final int THRESHOLD_MILLIS = 300;

    static Stream<ServerCase> leaks() {
        return ServerCases.all().filter(ServerCase::leaks);
    }

    static Stream<ServerCase> sound() {
        return ServerCases.all().filter(server -> !server.leaks());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaks")
    void handlerThatNeverFinishes_isFound(ServerCase server) {
        FinishedJvm run = run(server);

        assertThat(run.oracle("CLOSE_WAIT")).isEqualTo(CLIENTS);
        FindingOfReport finding = run.report().finding("close-wait/unread");
        assertThat(finding.connections()).isEqualTo(CLIENTS);
        assertThat(finding.culprit()).startsWith(server.culprit() + "(");
        assertThat(run.report().findingsAboveInfo()).hasSize(1);
        assertHealthyAgent(run.report());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void serverThatClosesByItself_hasNoFinding(ServerCase server) {
        FinishedJvm run = run(server);

        assertThat(run.oracle("OWNED")).isZero();
        assertThat(run.report().findingsAboveInfo()).isEmpty();
        assertHealthyAgent(run.report());
    }

    private static FinishedJvm run(ServerCase server) {
        Duration closeWait = server.leaks() ? Duration.ofMillis(THRESHOLD_MILLIS) : Bounds.PROMPT;
        ForkedJvm program = ForkedJvm.running(server.programClass())
                .withReport(
                        "close-wait-threshold=" + closeWait.toMillis() + "ms",
                        "stalled-threshold=" + THRESHOLD_MILLIS + "ms")
                .args(server.variant(), server.leaks() ? THRESHOLD_MILLIS : 0);
        if (!server.libraries().isEmpty()) {
            program.libraries(CaseLibraries.of(server.libraries()));
        }
        return LeavingClient.visit(program, CLIENTS, server.request(), server.answerEnd());
    }

    private static void assertHealthyAgent(Report report) {
        // none for a transport of Netty's own that is not watched
        assertThat(report.codePaths().stream().filter(path -> path.role().equals("server")))
                .as("one path of one record for each client, whatever else a server opens for itself")
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(path -> path.opened() == CLIENTS);
        report.assertHealthyAgent();
    }
}
