package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code lastack list} against JVMs of which is known what they hold; none of them has an agent. */
class ListIT {

    private static final int LEAKED = 7;

    @Test
    void leakingJvm_isListedWithItsSockets_andComesBeforeAHealthyOne() throws IOException {
        try (RunningJvm leaking = holding("PriceFeedEofIgnored", LEAKED);
                RunningJvm healthy = holding("PriceFeedClosed", LEAKED)) {
            JsonNode jvms = list().get("jvms");

            JsonNode leaks = of(leaking, jvms);
            assertThat(leaks.get("closeWait").asInt()).isEqualTo(LEAKED);
            assertThat(leaks.get("mainClass").asText()).isEqualTo("demo-app.jar");
            assertThat(leaks.get("javaVersion").asText()).matches("\\d+(\\.\\d+)*.*");
            assertThat(leaks.get("user").asText()).isEqualTo(System.getProperty("user.name"));
            assertThat(leaks.get("openDescriptors").asInt()).isGreaterThan(LEAKED);
            assertThat(leaks.get("descriptorLimit").asInt())
                    .isGreaterThan(leaks.get("openDescriptors").asInt());
            assertThat(of(healthy, jvms).get("closeWait").asInt()).isZero();
            assertThat(jvms.findValuesAsText("pid").indexOf(Long.toString(leaking.pid())))
                    .isLessThan(jvms.findValuesAsText("pid").indexOf(Long.toString(healthy.pid())));
        }
    }

    @Test
    void jvmWithoutPerformanceData_isListedToo() throws IOException {
        try (RunningJvm running = holding("PriceFeedEofIgnored", 2, "-XX:-UsePerfData")) {
            JsonNode jvm = of(running, list().get("jvms"));

            assertThat(jvm.get("mainClass").asText()).isEqualTo("demo-app.jar");
            assertThat(jvm.get("javaVersion").asText()).matches("\\d+(\\.\\d+)*.*");
            assertThat(jvm.get("closeWait").asInt()).isEqualTo(2);
        }
    }

    private static RunningJvm holding(String scenario, int connections, String... jvmArgs) {
        RunningJvm running = ForkedJvm.runningJar(Layout.demoJar())
                .jvmArgs(jvmArgs)
                .args(
                        "--only=" + scenario,
                        "--connections=" + connections,
                        "--hold=" + Bounds.LONGER_THAN_ANY_TEST.toSeconds() + "s")
                .start();
        running.awaitLine("holding");
        return running;
    }

    private static JsonNode list() throws IOException {
        FinishedJvm listed = ForkedJvm.runningJar(Layout.agentJar())
                .args("list", "--json")
                .run()
                .succeeded();
        return new ObjectMapper().readTree(listed.stdoutBytes());
    }

    private static JsonNode of(RunningJvm running, JsonNode jvms) {
        return StreamSupport.stream(jvms.spliterator(), false)
                .filter(jvm -> jvm.get("pid").asLong() == running.pid())
                .findFirst()
                .orElseThrow(() -> new AssertionError(running.pid() + " is not in " + jvms));
    }
}
