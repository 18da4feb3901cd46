package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.RunningJvm;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A JVM whose heap, metaspace or stacks are short: attaching works or is refused in one line before anything is loaded,
 * and everything in the application works afterwards. Before, with 1 MB of heap on JDK 25 or 256 KB of metaspace on JDK
 * 17, {@code ProcessHandleImpl} and {@code ThreadPoolExecutor} were broken until the JVM ended (issue 17).
 */
class ScarceMemoryIT {

    private static final int FEATURES = 130;
    private static final int NOT_ATTACHABLE = 6;

    private final CommandLine lastack = CommandLine.loaded();

    /** What is asked for, which collector, and how many KB are left of it, one after the other. */
    @ParameterizedTest
    @CsvSource({"h, G1, 16 1024 2048", "h, Serial, 1024", "h, Parallel, 1024", "h, Z, 1024", "m, G1, 16 256 512 3072"})
    void nearlyAllGone_isRefusedBeforeAnythingIsLoaded(String what, String collector, String amounts) {
        try (RunningJvm program =
                program(what.equals("h") ? "-Xmx48m" : "-XX:MaxMetaspaceSize=32m", "-XX:+Use" + collector + "GC")) {
            for (String left : amounts.split(" ")) {
                say(program, what + " " + left);
                assertRefused(program, "attach", what);
                assertRefused(program, "report", what);
                say(program, "f");
            }

            assertThat(lastack.run("attach", program.pid()).succeeded().out())
                    .as("once there is memory again")
                    .contains("first closer: from the kernel");
            assertAllFeaturesWork(program);
        }
    }

    private void assertRefused(RunningJvm program, String command, String what) {
        Outcome outcome = lastack.run(command, program.pid());
        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(NOT_ATTACHABLE);
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .contains(" KB of " + (what.equals("h") ? "heap" : "metaspace") + " left, and attaching needs");
    }

    /** It is in there when memory runs short: works, or is refused, and nothing breaks. */
    @ParameterizedTest
    @CsvSource({"h, 16 1024", "m, 16 512"})
    void reportOfOneThatIsWatched(String what, String amounts) {
        try (RunningJvm program = program("-Xmx48m", "-XX:MaxMetaspaceSize=32m")) {
            lastack.run("attach", program.pid()).succeeded();
            for (String left : amounts.split(" ")) {
                say(program, what + " " + left);

                Outcome outcome = lastack.run("report", program.pid());

                // what the program has taken may have been garbage of LastAck's before: then there is more left than
                // it knows
                assertThat(outcome.exitCode()).as("%s", outcome).isIn(0, NOT_ATTACHABLE);
                assertThat(outcome.err()).hasLineCount(outcome.exitCode() == 0 ? 0 : 1);
                say(program, "f");
                lastack.run("report", program.pid()).succeeded();
            }
            lastack.run("detach", program.pid()).succeeded();
            assertAllFeaturesWork(program);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx48m", "-XX:MaxMetaspaceSize=32m", "-Xss180k", "-Xss256k", "-XX:-UsePerfData"})
    void littleThatIsEnough_isNotRefused(String option) {
        try (RunningJvm program = program(option)) {
            lastack.run("attach", program.pid()).succeeded();
            lastack.run("report", program.pid()).succeeded();
            lastack.run("report", program.pid(), "--format=json").succeeded();
            lastack.run("detach", program.pid()).succeeded();
            assertAllFeaturesWork(program);
        }
    }

    /** With 6 MB it was collected without end, and not even SIGTERM ended it. */
    @ParameterizedTest
    @CsvSource({"5, false", "6, false", "24, true"})
    void startedWithLittleHeap_theApplicationRuns(int megabytes, boolean starts) {
        ForkedJvm forked = ForkedJvm.running("dev.lastack.it.programs.scarce.FewBytes")
                .jvmArgs("-Xmx" + megabytes + "m")
                .withReport();
        try (RunningJvm program = forked.start()) {
            program.awaitLine("READY");
            program.say("e");

            var ended = program.awaitEnd().succeeded();

            assertThat(Files.exists(forked.report())).as("there is a report").isEqualTo(starts);
            assertThat(ended.stderr().stream().filter(line -> line.startsWith("lastack: ")))
                    .hasSize(starts ? 0 : 1)
                    .allMatch(line -> line.contains("runs without it: the heap has "));
        }
    }

    private static RunningJvm program(String... options) {
        ForkedJvm forked = ForkedJvm.running("dev.lastack.it.programs.scarce.FewBytes");
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Djava.util.prefs.userRoot=" + forked.folder());
        RunningJvm program =
                forked.jvmArgs(all.toArray(String[]::new)).args(forked.folder()).start();
        program.awaitLine("READY");
        return program;
    }

    private static void say(RunningJvm program, String word) {
        program.ask(word, "DONE-" + word.charAt(0));
    }

    private static void assertAllFeaturesWork(RunningJvm program) {
        assertThat(program.ask("p", "FEATURES")).isEqualTo(Integer.toString(FEATURES));
        program.say("e");
        var ended = program.awaitEnd().succeeded();
        assertThat(ended.stdout()).noneMatch(line -> line.startsWith("BROKEN"));
        assertThat(ended.stderr())
                .as("what LastAck or HotSpot's loading of agents has written")
                .noneMatch(line -> line.contains("lastack: ") || line.contains("OutOfMemory") || line.contains("***"));
    }
}
