package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that never became a connection, and connections of which the program does not know. */
class UnconnectedIT {

    private static final int CHANNELS = 20;
    private static final int THRESHOLD_MILLIS = 500;

    private static Report run(String manner) {
        Report report = ForkedJvm.running("dev.lastack.it.programs.clients.Unconnected")
                .withReport("close-wait-threshold=" + THRESHOLD_MILLIS + "ms")
                .args(manner, THRESHOLD_MILLIS)
                .run()
                .succeeded()
                .report();
        report.assertHealthyAgent();
        return report;
    }

    @ParameterizedTest
    @CsvSource({"unresolved, unresolved", "unasked, main", "refused, connect"})
    void channelsThatNeverWereAConnection(String manner, String method) {
        Report report = run(manner);

        assertThat(report.findingsAboveInfo()).hasSize(1);
        var finding = report.finding("open/never-connected");
        assertThat(finding.severity()).isEqualTo("error");
        assertThat(finding.connections()).isEqualTo(CHANNELS);
        assertThat(finding.culprit()).contains("Unconnected." + method + "(");
        assertThat(report.total("opened")).isZero();
    }

    /** The kernel has connected them, the remote has closed them, and the program has forgotten them. */
    @Test
    void connectThatNobodyFinished_isAConnection() {
        Report report = run("unfinished");

        var finding = report.finding("close-wait/unread");
        assertThat(finding.connections()).isEqualTo(CHANNELS);
        assertThat(finding.culprit()).contains("Unconnected.connect(");
        assertThat(report.total("open")).isEqualTo(CHANNELS);
        assertThat(report.total("closeWaitNow")).isEqualTo(CHANNELS);
        assertThat(report.observation("untrackedSockets")).isZero();
    }

    /** The same, and the remote keeps its side open. */
    @Test
    void connectThatNobodyFinished_isFoundWhileTheRemoteIsThere() {
        Report report = run("unfinished-open");

        assertThat(report.findingsAboveInfo()).hasSize(1);
        var finding = report.finding("open/never-connected");
        assertThat(finding.severity()).isEqualTo("error");
        assertThat(finding.connections()).isEqualTo(CHANNELS);
        assertThat(finding.culprit()).contains("Unconnected.connect(");
        assertThat(report.total("open")).as("of both sides").isEqualTo(2 * CHANNELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "finished-late"})
    void channelsThatAreClosedOrFinished_areHealthy(String manner) {
        assertThat(run(manner).findingsAboveInfo()).isEmpty();
    }
}
