package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.HttpPeer;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published bugs that close a connection after each request, and their twins that keep one alive. */
class TimeWaitCasesIT {

    private static final int CONNECTIONS = 10;
    private static final String PROGRAMS = "dev.lastack.it.programs.cases.";

    @ParameterizedTest(name = "{0}")
    @CsvSource({"DisconnectsEachTime, '', 17", "HelidonKeepAlive, helidon, 21"})
    void connectionForEachRequest_isAHotspot(String program, String libraries, int sinceJava) {
        FinishedJvm run = run(program, libraries, "bad", sinceJava);

        assertThat(run.oracle("TIME_WAIT")).isEqualTo(CONNECTIONS);
        Report report = run.report();
        assertThat(report.total("timeWaitLeft")).isEqualTo(CONNECTIONS);
        FindingOfReport finding = report.finding("time-wait/short-connections");
        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(PROGRAMS + program + ".");
        assertThat(report.findingsAboveInfo()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"DisconnectsEachTime, '', 17", "HelidonKeepAlive, helidon, 21"})
    void keptAliveTwin_hasNoFinding(String program, String libraries, int sinceJava) {
        FinishedJvm run = run(program, libraries, "good", sinceJava);

        assertThat(run.oracle("ESTABLISHED")).isEqualTo(1);
        Report report = run.report();
        assertThat(report.total("opened")).isEqualTo(1);
        // Helidon closes its one connection in a shutdown hook, beside the report's.
        assertThat(report.total("timeWaitLeft")).isLessThanOrEqualTo(1);
        assertThat(report.findings()).isEmpty();
    }

    private static FinishedJvm run(String program, String libraries, String mode, int sinceJava) {
        assumeTrue(JavaVersion.ofPrograms() >= sinceJava, program + " needs JDK " + sinceJava);
        try (LoopbackServer peer = LoopbackServer.with(HttpPeer.ok(2))) {
            ForkedJvm forked = ForkedJvm.running(PROGRAMS + program)
                    .withReport(
                            "hotspot-connections=" + CONNECTIONS, "short-connection=" + Bounds.PROMPT.toMillis() + "ms")
                    .args(mode, peer.port(), 300);
            if (!libraries.isEmpty()) {
                forked.libraries(CaseLibraries.of(libraries + "-" + mode));
            }
            return forked.run().succeeded();
        }
    }
}
