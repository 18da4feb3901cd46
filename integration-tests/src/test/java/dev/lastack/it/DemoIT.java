package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.Report;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration keeps its word: each fault is found where it is, and its healthy twin is left in peace. */
class DemoIT {

    private static final int CONNECTIONS = 6;

    /** What the demonstration's faults are made for. */
    private static final Duration THRESHOLD = Duration.ofMillis(300);

    /** {@code SlowClose} takes three times the threshold: its twin must take less. */
    private static final Duration ALMOST_SLOW = Duration.ofMillis(850);

    @ParameterizedTest
    @MethodSource("dev.lastack.it.DemoFaults#all")
    void fault_isFoundWithItsNumberAndPlace(String scenario, String rule, String culprit) {
        FindingOfReport finding = run(scenario, THRESHOLD).report().finding(rule);

        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(culprit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PriceFeedClosed",
                "PoolConnectionsEvicted",
                "ResponseBodyClosed",
                "HandlerFinishes",
                "PromptClose",
                "SocketClosed",
                "ChannelClosed",
                "CloseThenSelectNow",
                "StreamReadAndClosed",
            })
    void healthyTwin_isLeftInPeace(String scenario) {
        Report report = run(scenario, scenario.equals("PromptClose") ? ALMOST_SLOW : Bounds.PROMPT)
                .report();

        assertThat(report.findingsAboveInfo()).isEmpty();
        assertThat(report.total("opened")).as("opened").isPositive();
        assertThat(report.total("closeWaitNow")).as("closeWaitNow").isZero();
    }

    private static FinishedJvm run(String scenario, Duration closeWaitThreshold) {
        return ForkedJvm.runningJar(Layout.demoJar())
                .withReport(
                        "close-wait-threshold=" + closeWaitThreshold.toMillis() + "ms",
                        "stalled-threshold=" + THRESHOLD.toMillis() + "ms")
                .args("--only=" + scenario, "--connections=" + CONNECTIONS)
                .run()
                .succeeded();
    }
}
