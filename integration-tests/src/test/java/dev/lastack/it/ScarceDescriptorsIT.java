package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.RunningJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * "Too many open files" is when people attach. Whatever LastAck does then, everything in the application works
 * afterwards: a class initialiser that fails once is never tried again.
 */
class ScarceDescriptorsIT {

    private static final int LIMIT = 200;

    private final CommandLine lastack = CommandLine.loaded();

    /** What is looked for in the others is there in a JVM that nobody has touched. */
    @Test
    void control_allFeaturesWork() {
        try (RunningJvm program = program(LIMIT).start()) {
            program.awaitLine("READY");

            assertAllFeaturesWork(program);
        }
    }

    /** In one JVM: what one of them had broken would be found broken after the last. */
    @Test
    void attach_isRefused_andBreaksNothing() {
        try (RunningJvm program = program(LIMIT).start()) {
            program.awaitLine("READY");
            for (int free : new int[] {0, 1, 2, 3, 4, 6, 8, 12, 16, 21}) {
                leave(program, free);
                Outcome outcome = lastack.run("attach", program.pid());

                assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(6);
                assertThat(outcome.err().lines())
                        .singleElement()
                        .asString()
                        .contains(program.pid() + " has " + free + " of its " + LIMIT + " file descriptors left");
                free(program);
            }
            assertAllFeaturesWork(program);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 26})
    void attach_worksWithFew_andBreaksNothing(int free) {
        try (RunningJvm program = program(LIMIT).start()) {
            program.awaitLine("READY");
            leave(program, free);

            lastack.run("attach", program.pid()).succeeded();

            assertAllFeaturesWork(program);
        }
    }

    /** The place where it was refused before has forgotten nothing: it works as soon as descriptors are there. */
    @Test
    void attach_worksOnceDescriptorsAreFree() {
        try (RunningJvm program = program(LIMIT).start()) {
            program.awaitLine("READY");
            leave(program, 1);
            assertThat(lastack.run("attach", program.pid()).exitCode()).isEqualTo(6);
            free(program);

            String out = lastack.run("attach", program.pid()).succeeded().out();

            assertThat(out).contains("first closer: from the kernel").contains("told by the kernel");
            assertAllFeaturesWork(program);
        }
    }

    /** A report that is asked for when LastAck has been in there for long. */
    @Test
    void report_worksOrRefuses_andBreaksNothing() {
        try (RunningJvm program = program(LIMIT).start()) {
            program.awaitLine("READY");
            lastack.run("attach", program.pid()).succeeded();
            for (int free : new int[] {0, 3, 9, 12}) {
                leave(program, free);
                Outcome text = lastack.run("report", program.pid());
                Outcome json = lastack.run("report", program.pid(), "--format=json");

                assertThat(text.exitCode()).as("%s", text).isIn(accepted(free));
                assertThat(json.exitCode()).as("%s", json).isIn(accepted(free));
                free(program);
            }
            assertAllFeaturesWork(program);
        }
    }

    /** Near the least that is needed, a descriptor that the JVM itself gives back decides. */
    private static List<Integer> accepted(int free) {
        return free >= 12 ? List.of(0) : free <= 3 ? List.of(6) : List.of(0, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 20, 24, 32, 40, 64})
    void startedWithFew_theApplicationRuns(int limit) {
        ForkedJvm forked = program(limit).withReport();
        try (RunningJvm program = forked.start()) {
            program.awaitLine("READY");
            program.say("end");

            FinishedJvm ended = program.awaitEnd().succeeded();

            assertThat(ended.stderr().stream().filter(line -> line.startsWith("lastack: ")))
                    .as("LastAck's lines")
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(line -> line.contains("the JVM has run out of file descriptors"));
        }
    }

    private static ForkedJvm program(int limit) {
        ForkedJvm program = ForkedJvm.running("dev.lastack.it.programs.scarce.FewDescriptors");
        return program.under("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh")
                .jvmArgs("-Djava.util.prefs.userRoot=" + program.folder())
                .args(program.folder());
    }

    private static void leave(RunningJvm program, int free) {
        program.ask("leave " + free, "DONE leave");
    }

    private static void free(RunningJvm program) {
        program.ask("free", "DONE free");
    }

    private static void assertAllFeaturesWork(RunningJvm program) {
        free(program);
        assertThat(program.ask("probe", "FEATURES")).isEqualTo("130");
        program.say("end");
        assertThat(program.awaitEnd().succeeded().stdout()).noneMatch(line -> line.startsWith("BROKEN"));
    }
}
