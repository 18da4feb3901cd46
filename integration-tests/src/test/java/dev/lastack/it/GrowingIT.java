package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that stay ESTABLISHED: those that were left behind, and those that somebody still needs. */
class GrowingIT {

    private static Report run(String manner) {
        return ForkedJvm.running("dev.lastack.it.programs.clients.StaysEstablished")
                .withReport()
                .args(manner)
                .run()
                .healthyReport();
    }

    @ParameterizedTest
    @CsvSource({"sockets, ask", "channels, leaveChannels", "http-clients, call", "logged-in, ask"})
    void oneForEachCall_isFoundInAShortRun(String manner, String method) {
        Report report = run(manner);

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding("open/growing");
        assertThat(finding.severity()).isEqualTo("error");
        // of those opened within the last millisecond it cannot be said that they were left behind
        assertThat(finding.connections()).isBetween(manner.equals("logged-in") ? 16L : 30L, 40L);
        assertThat(finding.evidence("opened")).isEqualTo(40);
        assertThat(finding.evidence("closed")).isZero();
        assertThat(finding.culprit()).contains("StaysEstablished." + method);
    }

    /** A series of subscriptions that begin looks like this too; whether the calls go on, or have stopped. */
    @ParameterizedTest
    @ValueSource(strings = {"threads", "threads-stopped"})
    void threadForEachCall_isAWarning(String manner) {
        Report report = run(manner);

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding("open/growing");
        assertThat(finding.severity()).isEqualTo("warning");
        assertThat(finding.connections()).isBetween(16L, 40L);
        assertThat(finding.culprit()).contains("StaysEstablished.ask");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool",
                "subscriptions",
                "one-http-client",
                "unneeded-pool",
                "half-needed-pool",
                "half-needed-channels",
                "quiet-sockets",
                "quiet-channels",
                "quiet-selector",
                "quiet-asynchronous"
            })
    void whatIsKeptAndUsed_isHealthy(String manner) {
        assertThat(run(manner).findingsAboveInfo()).isEmpty();
    }
}
