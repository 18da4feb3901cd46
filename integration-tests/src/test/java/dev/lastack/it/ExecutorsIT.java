package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.HttpPeer;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that a library's task opens on a pool's thread: who submitted the task is known only if it was asked for. */
class ExecutorsIT {

    private static final String PROGRAM = "dev.lastack.it.programs.clients.PooledOpens";
    private static final int CONNECTIONS = 10;
    private static final int THRESHOLD_MILLIS = 300;

    @ParameterizedTest
    @CsvSource({"pool, submit", "scheduled, submit", "fork-join, forkJoin"})
    void submitter_isTheCulprit(String executor, String submitter) {
        Report report = run(executor, "executor-handover=true");

        FindingOfReport finding = report.finding("close-wait/unread");
        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(PROGRAM + "." + submitter + "(");
        assertThat(report.codePath(finding.codePath()).openStack())
                .anyMatch(frame -> frame.startsWith("java.net.URL.openStream("))
                .anyMatch(frame -> frame.startsWith(PROGRAM + ".main("));
    }

    @Test
    void whoStartedThePoolsThreads_isTheCulprit_unlessTheSubmitterWasAskedFor() {
        Report report = run("pool");

        FindingOfReport finding = report.finding("close-wait/unread");
        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(PROGRAM + ".submit(");
        assertThat(report.codePath(finding.codePath()).openStack())
                .anyMatch(frame -> frame.startsWith("java.lang.Thread.start("));
    }

    private static Report run(String executor, String... furtherAgentArgs) {
        try (LoopbackServer peer = LoopbackServer.with(HttpPeer.ok(100))) {
            ForkedJvm program = ForkedJvm.running(PROGRAM).args(executor, peer.port(), THRESHOLD_MILLIS);
            String[] agentArgs = new String[furtherAgentArgs.length + 1];
            agentArgs[0] = "close-wait-threshold=" + THRESHOLD_MILLIS + "ms";
            System.arraycopy(furtherAgentArgs, 0, agentArgs, 1, furtherAgentArgs.length);
            try (RunningJvm running = program.withReport(agentArgs).start()) {
                running.awaitLine("ANSWERED");
                peer.hangUp();
                Report report = running.awaitEnd().succeeded().report();
                assertThat(report.observation("suppressedErrors")).isZero();
                return report;
            }
        }
    }
}
