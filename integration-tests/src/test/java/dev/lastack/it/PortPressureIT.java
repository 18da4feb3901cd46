package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.NetworkNamespace;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs out of ports for real, in a network namespace with 200 of them. */
class PortPressureIT {

    private static final String LOOP = "dev.lastack.it.programs.timewait.ShortConnectionLoop";

    /** 200 ports last 10 s; without the reuse that Linux allows on loopback. */
    private static final int PER_SECOND = 20;

    private static final int MOST_SECONDS = 120;
    private static final double TOLERANCE = 0.2;

    @BeforeEach
    void needsNamespaces() {
        assumeTrue(
                NetworkNamespace.possible(),
                "no network namespace can be made here (needs root, unshare and ip): port exhaustion is not tested");
    }

    @Test
    void portPressure_isForetoldAndThenComes() {
        ForkedJvm program = ForkedJvm.running(LOOP)
                .in(NetworkNamespace.with("ip_local_port_range=40000,40199", "tcp_tw_reuse=0"))
                .withReport("report-every=500ms")
                .args(PER_SECOND, MOST_SECONDS);
        try (RunningJvm running = program.start()) {
            running.awaitLine("LISTEN");
            Report foretelling = await().atMost(Bounds.EVENT)
                    .until(
                            () -> Files.exists(program.report()) ? Report.read(program.report()) : null,
                            report -> report != null
                                    && report.findings().stream()
                                            .anyMatch(finding -> finding.rule().equals("time-wait/port-pressure"))
                                    && report.total("opened") >= 60);
            Instant exhausted = Instant.ofEpochMilli(Long.parseLong(running.awaitLine("EXHAUSTED")));
            FinishedJvm run = running.awaitEnd().succeeded();

            FindingOfReport pressure = foretelling.finding("time-wait/port-pressure");
            assertThat(pressure.severity()).isEqualTo("error");
            assertThat(pressure.culprit()).startsWith(LOOP + ".request(");
            assertThat(foretelling.generatedAt()).isBefore(exhausted);
            double actual =
                    Duration.between(foretelling.generatedAt(), exhausted).toMillis();
            assertThat((double) pressure.evidence("timeLeftMillis"))
                    .as("predicted time left, against what then happened")
                    .isCloseTo(actual, within(actual * TOLERANCE));

            FindingOfReport none = run.report().finding("time-wait/address-exhausted");
            assertThat(none.severity()).isEqualTo("error");
            assertThat(none.connections()).isEqualTo(5);
            assertThat(none.culprit()).startsWith(LOOP + ".request(");
        }
    }

    /** The same load where ports are plenty. */
    @Test
    void sameRateWithAllPorts_isNoPressure() {
        FinishedJvm run = ForkedJvm.running(LOOP)
                .in(NetworkNamespace.with("tcp_tw_reuse=0"))
                .withReport()
                .args(PER_SECOND, 3)
                .run()
                .succeeded();

        assertThat(run.report().findingsAboveInfo()).isEmpty();
    }
}
