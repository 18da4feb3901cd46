package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lastack audit}: a program under load, watched for some seconds, and left as it was. */
class AuditIT {

    private static final String LEAK = "dev.lastack.demo.load.Load.open(Load.java:";

    /** Shorter than the threshold of the other rules: what is found is found by its growth. */
    private static final String WATCH = "--watch=4s";

    @TempDir
    private Path folder;

    /** The demonstration, which holds the load for longer than any test takes. */
    private static RunningJvm started(String load) {
        RunningJvm program =
                ForkedJvm.runningJar(Layout.demoJar()).args("--load=" + load).start();
        program.awaitLine("process");
        return program;
    }

    private static void begin(RunningJvm program) {
        program.say("");
        program.awaitLine("begun:");
    }

    private static CommandLine.Outcome audit(RunningJvm program, Object... options) {
        Object[] all = Stream.concat(Stream.of("audit", program.pid(), WATCH), Stream.of(options))
                .toArray();
        return CommandLine.ofThisJdk().run(all);
    }

    /**
     * On a busy machine the load may not stay equal: then it is a warning. That most requests have a connection of their own
     * is a finding of another kind, and right.
     */
    private static final String[] BAR = {"--min-severity=warning", "--fail-on=close-wait,open"};

    @ParameterizedTest
    @CsvSource({"leak", "leak-close-wait"})
    void leakThatGrows_isFound_andTheJvmIsLeftAsItWas(String load) throws IOException {
        Path json = folder.resolve("audit.json");
        try (RunningJvm program = started(load)) {
            begin(program);
            CommandLine.Outcome outcome = audit(program, "--warmup=200ms", BAR[0], BAR[1], "-o", json);

            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
            Report report = Report.of(Files.readString(json));
            List<FindingOfReport> leaks = report.findings().stream()
                    .filter(finding -> String.valueOf(finding.culprit()).startsWith(LEAK))
                    .toList();
            assertThat(leaks).singleElement().satisfies(leak -> {
                assertThat(leak.rule()).matches("(open|close-wait)/.*");
                assertThat(leak.toString()).contains("grew within ");
            });
            assertThat(outcome.err()).contains(" at or above the bar (", LEAK);
            assertNothingLeft(program);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "warm-up"})
    void whatIsOpenedOnce_isNoGrowth(String load) {
        try (RunningJvm program = started(load)) {
            begin(program);
            CommandLine.Outcome outcome = audit(program, "--warmup=500ms", BAR[0], BAR[1]);

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains("UNDER LOAD  15 looks within ", "nothing grew from beginning to end\n")
                    .endsWith("lastack: no finding at or above the bar (warning of close-wait, open)\n");
            assertNothingLeft(program);
        }
    }

    /** The hundred come after the first look, and before the second third. */
    @Test
    void warmUpThatIsWatched_isNoGrowth() {
        try (RunningJvm program = started("warm-up");
                RunningJvm audit = lastack(program, "--warmup=0s", "--watch=8s", BAR[0], BAR[1])) {
            awaitAttached(program);
            begin(program);

            assertThat(audit.awaitEnd().exitCode()).as("exit code").isZero();
            assertNothingLeft(program);
        }
    }

    private static RunningJvm lastack(RunningJvm program, String... options) {
        Object[] all = Stream.concat(Stream.of("audit", program.pid()), Stream.of(options))
                .toArray();
        // What runs in the background of a script, this test perhaps, has inherited that it ignores SIGINT.
        return ForkedJvm.runningJar(Layout.agentJar())
                .args(all)
                .under("env", "--default-signal")
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void interruptedAudit_detaches(String signal) throws IOException, InterruptedException {
        try (RunningJvm program = started("pool");
                RunningJvm audit = lastack(program, "--warmup=0s", "--watch=1h")) {
            awaitAttached(program);
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + audit.pid())
                    .start()
                    .waitFor();
            FinishedJvm end = audit.awaitEnd();

            assertThat(end.exitCode()).isEqualTo(130);
            assertThat(end.stderr())
                    .containsExactly("lastack: interrupted before the end of the watch: nothing was judged");
            assertNothingLeft(program);
        }
    }

    @Test
    void programThatEnds_isSaidInOneLine() {
        try (RunningJvm program = started("pool");
                RunningJvm audit = lastack(program, "--warmup=0s", "--watch=5s")) {
            awaitAttached(program);
            program.terminate();
            FinishedJvm end = audit.awaitEnd();

            assertThat(end.exitCode()).isEqualTo(7);
            assertThat(end.stderr()).singleElement().asString().startsWith("lastack: ");
        }
    }

    /** What somebody else has put there is not the audit's to take away. */
    @Test
    void agentThatWasThereBefore_stays() {
        try (RunningJvm program = started("pool")) {
            CommandLine.ofThisJdk().run("attach", program.pid()).succeeded();
            begin(program);

            CommandLine.Outcome refused = audit(program, "--set", "close-wait-threshold=1s");
            audit(program, "--warmup=500ms", BAR[0], BAR[1]).succeeded();

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("with settings of its own");
            assertThat(isAttached(program)).isTrue();
        }
    }

    private static void awaitAttached(RunningJvm program) {
        await().atMost(Bounds.EVENT).until(() -> isAttached(program));
    }

    private static void assertNothingLeft(RunningJvm program) {
        await().atMost(Bounds.EVENT).until(() -> !isAttached(program));
    }

    private static boolean isAttached(RunningJvm program) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            return tasks.anyMatch(task -> name(task).startsWith("lastack"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // this one ended meanwhile
        }
    }
}
