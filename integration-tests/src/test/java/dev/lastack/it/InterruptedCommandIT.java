package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.RunningJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A command that is ended at any moment leaves nothing in the JVM's {@code /tmp}, or where it was killed the next one
 * takes that away; and the JVM is as it was, but for being watched (issue 17). The moments are spread over the time that
 * a whole command takes; whatever happens at them, the same holds.
 */
class InterruptedCommandIT {

    private static final int MOMENTS = 10;

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final Path tmp = Layout.newRunFolder("tmp");

    @BeforeAll
    static void requireRoot() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(Files.isExecutable(Path.of("/usr/bin/unshare"))).isTrue();
        assumeThat(Layout.agentJar().startsWith("/tmp")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void endedAtAnyMoment_leavesNothing(String signal) throws Exception {
        try (RunningJvm program = inOwnTmp()) {
            long begin = System.nanoTime();
            lastack.run("attach", program.pid()).succeeded();
            long whole = System.nanoTime() - begin;
            lastack.run("detach", program.pid()).succeeded();
            int descriptors = descriptors(program);
            int interrupted = 0;

            for (int moment = 1; moment <= MOMENTS; moment++) {
                Process command = command(program);
                boolean ended = command.waitFor(whole * moment / MOMENTS, TimeUnit.NANOSECONDS);
                if (!ended) {
                    interrupted++; // or, the last ones, at an end of its own before the signal comes
                    new ProcessBuilder("kill", "-s", signal, Long.toString(command.pid()))
                            .start()
                            .waitFor();
                    assertThat(command.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS))
                            .isTrue();
                }
                if (!signal.equals("KILL")) {
                    assertThat(left()).as("after moment %d", moment).isEmpty();
                }
            }

            assertThat(interrupted).isGreaterThan(1);
            lastack.run("report", program.pid()).succeeded();
            lastack.run("detach", program.pid()).succeeded();
            assertThat(left()).as("after the next command").isEmpty();
            await().atMost(Bounds.EVENT).untilAsserted(() -> {
                assertThat(threads(program)).as("threads of LastAck's").isEmpty();
                assertThat(descriptors(program)).isLessThanOrEqualTo(descriptors);
            });
            program.say("end");
            assertThat(program.awaitEnd().succeeded().stderr()).noneMatch(line -> line.contains("lastack: "));
        }
    }

    private static Process command(RunningJvm program) throws IOException {
        File nowhere = new File("/dev/null");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Layout.agentJar().toString(),
                        "attach",
                        Long.toString(program.pid()))
                .redirectOutput(nowhere)
                .redirectError(nowhere)
                .start();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(tmp)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".lastack-"))
                    .toList();
        }
    }

    /** By the names that the kernel has. */
    private static List<String> threads(RunningJvm program) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + program.pid() + "/task"))) {
            return tasks.map(InterruptedCommandIT::name)
                    .filter(name -> name.startsWith("lastack") || name.matches("la[0-9a-z]{13}"))
                    .toList();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static int descriptors(RunningJvm program) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + program.pid() + "/fd"))) {
            return (int) open.count();
        }
    }

    /** The jar's folder is hidden from it, so that a copy is made. */
    private RunningJvm inOwnTmp() {
        String script = "mount --bind '" + tmp + "' /tmp && mount -t tmpfs none '"
                + Layout.agentJar().getParent() + "' && exec \"$@\"";
        RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.scarce.FewDescriptors")
                .under("unshare", "--mount", "sh", "-c", script, "sh")
                .start();
        program.awaitLine("READY");
        return program;
    }
}
