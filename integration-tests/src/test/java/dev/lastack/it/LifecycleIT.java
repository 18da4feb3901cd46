package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.FurtherRow;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.Keystore;
import dev.lastack.it.harness.Report;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way a connection can live and end, one program run each: what the report says is compared with what the kernel
 * says, and what the kernel says is the same with and without the agent.
 */
class LifecycleIT {

    private static final List<String> FIRST_CLOSERS =
            List.of("local", "remote", "simultaneous", "resetByRemote", "resetByLocal", "unknown");
    private static final int THRESHOLD_MILLIS = 100;

    private static Keystore keystore;

    @BeforeAll
    static void createKeystore() {
        keystore = Keystore.create();
    }

    static Stream<LifecycleRow> rows() {
        return LifecycleRows.all().filter(row -> row.sinceJava() <= JavaVersion.ofPrograms());
    }

    @FurtherRow
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void kernelIsAsExpected_withoutAgent(LifecycleRow row) {
        FinishedJvm run = row.world().run(row, keystore, program(row), 0);

        assertKernel(run.succeeded(), row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void reportAgreesWithKernel_withAgent(LifecycleRow row) {
        ForkedJvm program = program(row).withReport("close-wait-threshold=" + THRESHOLD_MILLIS + "ms");
        FinishedJvm run = row.world().run(row, keystore, program, THRESHOLD_MILLIS);

        assertKernel(run.succeeded(), row);
        Report report = run.report();
        assertTotals(report, row);
        assertFirstCloser(report, row);
        assertCodePath(report, row);
        assertThat(report.observation("untrackedSockets"))
                .as("untracked sockets")
                .isZero();
        assertThat(report.observation("suppressedErrors"))
                .as("suppressed errors")
                .isZero();
        if (!row.rule().isEmpty()) {
            assertThat(report.finding(row.rule()).connections()).isEqualTo(1);
        }
    }

    private static ForkedJvm program(LifecycleRow row) {
        return ForkedJvm.running("dev.lastack.it.programs.lifecycle." + row.program());
    }

    private static void assertKernel(FinishedJvm run, LifecycleRow row) {
        assertThat(run.oracle("CLOSE_WAIT")).as("kernel: CLOSE_WAIT").isEqualTo(row.closeWait());
        assertThat(run.oracle("TIME_WAIT")).as("kernel: TIME_WAIT").isEqualTo(row.timeWait());
        assertThat(run.oracle("OWNED")).as("kernel: held and alive").isEqualTo(row.owned());
    }

    private static void assertTotals(Report report, LifecycleRow row) {
        assertThat(report.total("opened")).as("opened").isEqualTo(row.opened());
        assertThat(report.total("open")).as("open").isEqualTo(row.open());
        assertThat(report.total("closed")).as("closed").isEqualTo(row.opened() - row.open());
        assertThat(report.total("closeWaitNow")).as("closeWaitNow").isEqualTo(row.closeWait());
        assertThat(report.total("timeWaitLeft")).as("timeWaitLeft").isEqualTo(row.timeWait());
    }

    private static void assertFirstCloser(Report report, LifecycleRow row) {
        for (String name : FIRST_CLOSERS) {
            assertThat(report.firstCloser(name))
                    .as("firstCloser.%s", name)
                    .isEqualTo(name.equals(row.firstCloser()) ? row.opened() : 0);
        }
    }

    private static void assertCodePath(Report report, LifecycleRow row) {
        if (row.opened() == 0) {
            assertThat(report.codePaths()).isEmpty();
            return;
        }
        assertThat(report.codePaths()).hasSize(1);
        CodePathOfReport path = report.codePaths().get(0);
        assertThat(path.role()).isEqualTo(row.role());
        assertThat(path.transport()).isEqualTo(row.transport());
        if (!row.openedIn().isEmpty()) {
            assertThat(path.openStack())
                    .anySatisfy(site -> assertThat(site)
                            .startsWith(
                                    "dev.lastack.it.programs.lifecycle." + row.program() + "." + row.openedIn() + "("));
        }
    }
}
