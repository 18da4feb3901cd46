package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.FurtherRow;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published bugs of well-known libraries, and their healthy twins: the right rule, the right number, a culprit a
 * developer can act on; on the twin nothing.
 */
class CasesIT {

    private static final int CONNECTIONS = 10;
    private static final int THRESHOLD_MILLIS = 300;

    static Stream<LibraryCase> cases() {
        return LibraryCases.all();
    }

    @FurtherRow
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void bugLeavesItsState_withoutAgent(LibraryCase bug) {
        FinishedJvm run = run(bug, bug.badLibraries(), "bad", 0, program(bug)).succeeded();

        assertThat(run.oracle(bug.badState())).isEqualTo(bug.badStateLeft());
    }

    @FurtherRow
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void twinLeavesNothing_withoutAgent(LibraryCase twin) {
        FinishedJvm run =
                run(twin, twin.goodLibraries(), "good", 0, program(twin)).succeeded();

        assertThat(run.oracle("OWNED")).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void bugIsFoundWithItsCulprit(LibraryCase bug) {
        FinishedJvm run = run(bug, bug.badLibraries(), "bad", THRESHOLD_MILLIS, watched(program(bug), THRESHOLD_MILLIS))
                .succeeded();

        assertThat(run.oracle(bug.badState())).isEqualTo(bug.badStateLeft());
        Report report = run.report();
        FindingOfReport finding = report.finding(bug.rule());
        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(bug.culprit() + "(");
        assertThat(report.findingsAboveInfo()).hasSize(1);
        report.assertHealthyAgent();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void twinHasNoFinding(LibraryCase twin) {
        FinishedJvm run = run(
                        twin,
                        twin.goodLibraries(),
                        "good",
                        THRESHOLD_MILLIS,
                        watched(program(twin), Bounds.PROMPT.toMillis()))
                .succeeded();

        assertThat(run.oracle("OWNED")).isZero();
        Report report = run.report();
        assertThat(report.findingsAboveInfo()).isEmpty();
        assertThat(report.total("opened")).as("opened").isPositive();
        assertThat(report.total("closeWaitNow")).as("closeWaitNow").isZero();
        report.assertHealthyAgent();
    }

    private static ForkedJvm program(LibraryCase aCase) {
        // Room enough that no collection but the programs' own System.gc() takes a hand in what is left open.
        return ForkedJvm.running(aCase.programClass()).jvmArgs("-Xms400m", "-Xmn300m");
    }

    private static ForkedJvm watched(ForkedJvm program, long closeWaitMillis) {
        return program.withReport(
                "close-wait-threshold=" + closeWaitMillis + "ms", "stalled-threshold=" + THRESHOLD_MILLIS + "ms");
    }

    private static FinishedJvm run(
            LibraryCase aCase, String libraries, String mode, int thresholdMillis, ForkedJvm program) {
        if (!libraries.isEmpty()) {
            program.libraries(CaseLibraries.of(libraries));
        }
        try (LoopbackServer peer = LoopbackServer.with(aCase.peer(mode));
                RunningJvm running =
                        program.args(mode, peer.port(), thresholdMillis).start()) {
            if (aCase.listens()) {
                dial(peer, running);
            }
            if (aCase.peerWaits(mode)) {
                running.awaitLine("ANSWERED");
                peer.hangUp();
            }
            return running.awaitEnd();
        }
    }

    private static void dial(LoopbackServer peer, RunningJvm running) {
        int port = Integer.parseInt(running.awaitLine("LISTEN"));
        for (int i = 0; i < CONNECTIONS; i++) {
            peer.dial(port);
        }
    }
}
