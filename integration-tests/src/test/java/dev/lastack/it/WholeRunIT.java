package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.Unwrapped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A verdict at exit is about the whole run: a burst counts, however quiet the end was. */
class WholeRunIT {

    private static final int CONNECTIONS = 150;

    /** A hundred of them in one second, even where a busy machine takes ten for all. */
    private static final int MANY_CONNECTIONS = 1_000;

    private static final int WINDOW_MILLIS = 2_000;

    private static ForkedJvm program(String transport, String closer, int millisBetween, int quietMillis) {
        return ForkedJvm.running("dev.lastack.it.programs.timewait.Bursts")
                .args(transport, closer, CONNECTIONS, millisBetween, quietMillis);
    }

    @ParameterizedTest
    @CsvSource({
        "socket, client, time-wait/short-connections",
        "nio, client, time-wait/short-connections",
        "aio, client, time-wait/short-connections",
        "socket, server, time-wait/server-closes-first",
    })
    void burstBeforeAQuietEnd_isFound(String transport, String closer, String rule) throws IOException {
        FinishedJvm run = program(transport, closer, 0, 2 * WINDOW_MILLIS)
                .withReport("window=" + WINDOW_MILLIS + "ms")
                .run()
                .succeeded();

        FindingOfReport finding = run.report().finding(rule);
        assertThat(finding.connections()).isBetween(100L, (long) CONNECTIONS);
        Instant start =
                Instant.parse(finding.node().at("/evidence/worstWindowStart").asText());
        assertThat(Duration.between(start, run.report().generatedAt()).toMillis())
                .isGreaterThan(WINDOW_MILLIS);
        assertThat(trigger(run)).isEqualTo("exit");
    }

    @Test
    void asManyInALongerTime_areNone() {
        FinishedJvm run = program("nio", "client", WINDOW_MILLIS / 50, 0)
                .withReport("window=" + WINDOW_MILLIS + "ms")
                .run()
                .succeeded();

        assertThat(run.report().findingsAboveInfo()).isEmpty();
    }

    @Test
    void run_failsOnTheBurst_andSaysNothingOfAMissingReport() {
        FinishedJvm run = ForkedJvm.runningJar(Layout.agentJar())
                .args(
                        "run",
                        "--min-severity=warning",
                        "--set",
                        "window=1s",
                        "--",
                        Layout.java(),
                        "-cp",
                        Layout.programs(),
                        "dev.lastack.it.programs.timewait.Bursts",
                        "socket",
                        "client",
                        MANY_CONNECTIONS,
                        0,
                        4_000)
                .run();

        assertThat(run.exitCode()).isEqualTo(3);
        String text = String.join("\n", run.stderr());
        assertThat(text).contains("WARNING  time-wait/short-connections");
        assertThat(Unwrapped.of(text))
                .contains("in the worst 1.0 s of the run, from ")
                .doesNotContain("wrote no report");
    }

    private static String trigger(FinishedJvm run) throws IOException {
        JsonNode report = new ObjectMapper().readTree(run.reportFile().toFile());
        return report.get("trigger").asText();
    }
}
