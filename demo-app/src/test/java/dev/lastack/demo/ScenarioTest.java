package dev.lastack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each scenario leaves behind, with the kernel as the judge and no agent in between. */
@EnabledOnOs(OS.LINUX)
class ScenarioTest {

    private static final Duration BOUND = Duration.ofMinutes(4);

    /** Not the default of any scenario. */
    private static final int CONNECTIONS = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PriceFeedEofIgnored",
                "StalePoolConnections",
                "ResponseBodyForgotten",
                "StuckHandler",
                "ChannelDropped",
                "AbortWithoutSelect"
            })
    void fault_leavesEachConnectionInCloseWait(String scenario) throws IOException {
        assertLeaves(scenario, ProcSockets.closeWait(CONNECTIONS));
    }

    @ParameterizedTest
    @MethodSource
    void healthyTwin_leavesNothing(String scenario) throws IOException {
        assertLeaves(scenario, ProcSockets.none());
    }

    static Stream<String> healthyTwin_leavesNothing() {
        return Exhibition.ALL.stream()
                .filter(exhibit -> exhibit.rule().isEmpty())
                .map(Exhibit::name);
    }

    @Test
    void closeWithoutSelect_leavesDescriptorsWithoutTcpState() throws IOException {
        assertLeaves("CloseWithoutSelect", ProcSockets.stateless(CONNECTIONS));
    }

    @Test
    void unreadStream_leavesConnectionsThatLookEstablished() throws IOException {
        assertLeaves("UnreadStream", ProcSockets.establishedUnread(CONNECTIONS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SlowClose", "SocketDropped"})
    void faultThatEnds_isInCloseWaitFirstAndGoneLater(String scenario) throws IOException {
        try (RunningDemo demo = hold(scenario)) {
            await().atMost(BOUND)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> demo.sockets().equals(ProcSockets.closeWait(CONNECTIONS)));
            assertThat(demo.output()).isEmpty();
            await().atMost(BOUND).until(demo::isHolding);
            await().atMost(BOUND).untilAsserted(() -> assertThat(demo.sockets()).isEqualTo(ProcSockets.none()));
        }
    }

    private void assertLeaves(String scenario, ProcSockets expected) throws IOException {
        try (RunningDemo demo = hold(scenario)) {
            await().atMost(BOUND).until(demo::isHolding);
            await().atMost(BOUND).untilAsserted(() -> assertThat(demo.sockets()).isEqualTo(expected));
        }
    }

    private RunningDemo hold(String scenario) throws IOException {
        return RunningDemo.start(folder, "--only=" + scenario, "--connections=" + CONNECTIONS, "--hold=1800s");
    }
}
