package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However the JVM ends, the report is there, whole; and when it cannot be, that is one line. */
class ReportIT {

    private static final int THRESHOLD_MILLIS = 100;

    /** And time enough for the report at exit on a busy machine. */
    private static final String THRESHOLD = "close-wait-threshold=" + THRESHOLD_MILLIS + "ms,report-timeout=2m";

    private LoopbackServer peer;

    @BeforeEach
    void startPeer() {
        peer = ScriptedPeers.plain();
    }

    @AfterEach
    void stopPeer() {
        peer.close();
    }

    @Test
    void isWrittenAtNormalEnd() {
        FinishedJvm run = ending("return").withReport(THRESHOLD).run().succeeded();

        assertLeakIsReported(run.report());
        assertThat(run.folder()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void isWrittenAtSystemExit() {
        FinishedJvm run = ending("exit").withReport(THRESHOLD).run();

        assertThat(run.exitCode()).isEqualTo(3);
        assertLeakIsReported(run.report());
    }

    @Test
    void isWrittenWhenMainThrows() {
        FinishedJvm run = ending("throw").withReport(THRESHOLD).run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertLeakIsReported(run.report());
    }

    @Test
    void isWrittenAtSigterm() {
        try (RunningJvm running = ending("wait").withReport(THRESHOLD).start()) {
            running.awaitLine("READY");
            running.terminate();
            FinishedJvm run = running.awaitEnd();

            assertThat(run.exitCode()).isEqualTo(128 + 15);
            assertLeakIsReported(run.report());
        }
    }

    @Test
    void hasNoFindingBelowTheThreshold() {
        FinishedJvm run =
                ending("return").withReport("close-wait-threshold=1h").run().succeeded();

        assertThat(run.report().findingsAboveInfo()).isEmpty();
        assertThat(run.report().total("closeWaitNow")).isEqualTo(1);
    }

    @Test
    void isTextOnStandardError_byDefault() {
        FinishedJvm run = ending("return").withAgent(THRESHOLD).run().succeeded();

        assertThat(run.stdout()).containsExactly("READY");
        assertThat(String.join("\n", run.stderr()))
                .contains("close-wait/unread", "dev.lastack.it.programs.host.Endings.leak(Endings.java:");
    }

    @Test
    void maybeGivenMoreThanOnce() {
        ForkedJvm program = ending("return");
        Path text = program.folder().resolve("report.txt");
        FinishedJvm run = program.withReport("report=" + text, THRESHOLD).run().succeeded();

        assertLeakIsReported(run.report());
        assertThat(text).content().contains("close-wait/unread");
    }

    @Test
    void unwritablePathIsOneLine() {
        String path = "/proc/lastack-report.json";
        FinishedJvm run = ending("exit").withAgent("report=" + path, THRESHOLD).run();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.stdout()).containsExactly("READY");
        assertThat(run.stderr())
                .singleElement()
                .asString()
                .startsWith("lastack: ")
                .contains(path);
    }

    private ForkedJvm ending(String how) {
        return ForkedJvm.running("dev.lastack.it.programs.host.Endings").args(how, peer.port(), THRESHOLD_MILLIS);
    }

    private static void assertLeakIsReported(Report report) {
        FindingOfReport finding = report.finding("close-wait/unread");
        assertThat(finding.connections()).isEqualTo(1);
        assertThat(finding.culprit()).startsWith("dev.lastack.it.programs.host.Endings.leak(");
    }
}
