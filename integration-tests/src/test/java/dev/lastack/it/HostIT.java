package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.ScriptedPeers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent is a guest: what the application does and says is the same with and without it. */
class HostIT {

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
    void standardOutputIsByteIdentical_withReportInFile() {
        FinishedJvm without = talker().run().succeeded();
        FinishedJvm with = talker().withReport().run().succeeded();

        assertThat(with.stdoutBytes()).isEqualTo(without.stdoutBytes());
        assertThat(without.stdoutBytes()).isNotEmpty();
        assertHealthy(with.report());
    }

    @Test
    void standardOutputIsByteIdentical_withTextReport() {
        FinishedJvm without = talker().run().succeeded();
        FinishedJvm with = talker().withAgent().run().succeeded();

        assertThat(with.stdoutBytes()).isEqualTo(without.stdoutBytes());
        assertThat(with.stderr()).isNotEmpty();
    }

    @Test
    void ownLibrariesOfOtherVersionsAreUntouched() {
        FinishedJvm without = ownLibraries().run().succeeded();
        FinishedJvm with = ownLibraries().withReport().run().succeeded();

        assertThat(with.stdout())
                .contains(
                        "BYTE_BUDDY byte-buddy-1.14.19.jar says generated",
                        "SLF4J slf4j-api-1.7.36.jar",
                        "BINDING logback-classic-1.2.13.jar",
                        "READ -1")
                .anyMatch(line -> line.endsWith("logged by the application's own Logback"));
        // Logback's line begins with the time.
        assertThat(with.stdout()).hasSameSizeAs(without.stdout());
        assertHealthy(with.report());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error"})
    void throwingHooksAreCountedAndNotFelt(String kind) {
        int connections = 200;
        FinishedJvm run = ForkedJvm.running("dev.lastack.it.programs.random.RandomCloses")
                .underLoad()
                .withReport()
                .jvmArgs("-javaagent:" + Layout.plantedFaultJar() + "=" + kind)
                .args(1, connections)
                .run()
                .succeeded();

        assertThat(run.stderr()).noneMatch(line -> line.contains("planted"));
        Report report = run.report();
        assertThat(report.observation("suppressedErrors")).isGreaterThan(connections);
        assertThat(report.total("opened")).isEqualTo(2L * connections);
        assertThat(report.total("open")).isZero();
    }

    /** The VM takes classes of the JDK as they are, hooks and all, unless it is told to verify them. */
    @Test
    void hookedClassesOfTheJdk_areVerifiable() {
        FinishedJvm run = ForkedJvm.running("dev.lastack.it.programs.host.EveryTransport")
                .withReport("executor-handover=true")
                .jvmArgs("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal")
                .run()
                .succeeded();

        assertThat(run.stdout()).containsExactly("204");
        Report report = run.report();
        assertThat(report.total("opened")).isEqualTo(8); // both ends of four
        assertThat(report.observation("suppressedErrors")).isZero();
    }

    private ForkedJvm talker() {
        return ForkedJvm.running("dev.lastack.it.programs.host.Talker").args(peer.port());
    }

    private ForkedJvm ownLibraries() {
        return ForkedJvm.running("dev.lastack.it.programs.host.OwnLibraries")
                .libraries(CaseLibraries.of("own-libraries"))
                .args(peer.port());
    }

    private static void assertHealthy(Report report) {
        assertThat(report.total("opened")).isEqualTo(1);
        assertThat(report.firstCloser("remote")).isEqualTo(1);
        assertThat(report.findingsAboveInfo()).isEmpty();
        assertThat(report.observation("untrackedSockets")).isZero();
        assertThat(report.observation("suppressedErrors")).isZero();
    }
}
