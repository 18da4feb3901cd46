package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** After detaching the JVM is as it was, however often, and however busy it is. */
class DetachIT {

    private static final int ROUNDS = 10;

    /** By the program itself in each round, and kept by it. */
    private static final long OPENED = 2 * 4;

    private static final int BUSY_CONNECTIONS = 2_000;

    private final CommandLine lastack = CommandLine.loaded();

    /** Field by field what the program prints. */
    private record Held(long heap, long classes, long threads, long descriptors, long loaders, long records) {
        static Held parse(String line) {
            List<Long> numbers = Stream.of(line.split(" ")).map(Long::parseLong).toList();
            return new Held(
                    numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4), numbers.get(5));
        }
    }

    @Test
    void tenRounds_leaveNothingBehind() {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                        .args(peer.port(), 10)
                        .start()) {
            program.awaitLine("READY");
            List<Held> held = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                lastack.run("attach", program.pid()).succeeded();
                assertThat(threads(program)).contains("lastack-watcher");
                obey(program, "open");
                obey(program, "read");
                lastack.run("detach", program.pid()).succeeded();
                awaitNoThread(program);
                obey(program, "open");
                held.add(measured(program, round));
            }

            // From the second round on: the first one makes the JVM listen for attaching, and loads what stays.
            Held early = held.get(1);
            Held late = held.get(ROUNDS - 1);
            // Later JDKs hold the last one by a soft reference, until memory is short or the next takes its place.
            long staying = JavaVersion.ofPrograms() == 17 ? 0 : 1;
            // One more for a moment: whether the collector has found the last one when it is counted, is chance. One
            // that stays from each round would be ten.
            assertThat(held).as("class loaders of the agent").allMatch(each -> each.loaders() <= staying + 1);
            assertThat(held.subList(ROUNDS - 3, ROUNDS))
                    .as("class loaders of the agent")
                    .anyMatch(each -> each.loaders() <= staying);
            assertThat(held).as("records").allMatch(each -> each.records() == 0);
            assertThat(late.threads()).as("threads").isEqualTo(early.threads());
            // HotSpot ends its answer to a command before it closes the socket that the answer went through: for a
            // moment one more, in any round. One that stays would be there in all that follow, and at the end.
            long kept = IntStream.range(1, ROUNDS)
                    .mapToLong(round -> held.get(round).descriptors() - round * OPENED)
                    .min()
                    .orElseThrow();
            AtomicInteger question = new AtomicInteger(ROUNDS);
            await().atMost(Bounds.EVENT)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(measured(program, question.incrementAndGet())
                                    .descriptors())
                            .as("descriptors, after %s", held)
                            .isEqualTo(kept + (ROUNDS - 1) * OPENED));
            // The JVM counts each redefinition of a class as loading it; the agent's own are 700 a round.
            assertThat(late.classes() - early.classes())
                    .as("classes of %s", held)
                    .isLessThan((ROUNDS - 2) * 60L);
            assertThat(late.heap() - early.heap()).as("heap of %s", held).isLessThan(1_000_000);
        }
    }

    private static Held measured(RunningJvm program, int question) {
        program.say("measure");
        return Held.parse(program.awaitLine("MEASURED " + question));
    }

    @Test
    void busyJvm_loosesNothing_whileHooksComeAndGo() throws Exception {
        try (RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.attach.BusyEcho")
                .underLoad()
                .args(BUSY_CONNECTIONS)
                .start()) {
            program.awaitLine("READY");
            long before = rounds(program, 1);

            lastack.run("attach", program.pid()).succeeded();
            long attached = rounds(program, 2);
            Report report = program.report();
            lastack.run("detach", program.pid()).succeeded();
            awaitNoThread(program);
            long detached = rounds(program, 3);
            await().atMost(Bounds.EVENT).until(() -> rounds(program, ++asked) > detached + BUSY_CONNECTIONS);

            assertThat(attached).isGreaterThan(before);
            assertThat(detached).isGreaterThan(attached);
            assertThat(report.observation("suppressedErrors")).isZero();
            assertThat(report.observation("untrackedSockets")).isLessThanOrEqualTo(1);
            // Both ends are this JVM's; some are being closed and opened at any moment.
            assertThat(report.total("open")).isBetween(2L * BUSY_CONNECTIONS - 100, 2L * BUSY_CONNECTIONS + 100);
        }
    }

    private int asked = 3;

    @Test
    void detach_whereNothingIsAttached_isSaidSo() {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                        .args(peer.port(), 1)
                        .start()) {
            program.awaitLine("READY");

            assertThat(lastack.run("detach", program.pid()).succeeded().out())
                    .isEqualTo("LastAck is not attached to " + program.pid() + ", nothing to do\n");
        }
    }

    /** And no error up to now. */
    private static long rounds(RunningJvm program, int question) {
        program.say("");
        String[] words = program.awaitLine("COUNT " + question).split(" ");
        assertThat(words[3]).as("errors").isEqualTo("0");
        return Long.parseLong(words[1]);
    }

    private static void obey(RunningJvm program, String word) {
        program.say(word);
        program.awaitLine("DONE " + word);
    }

    private static void awaitNoThread(RunningJvm program) {
        await().atMost(Bounds.EVENT)
                .until(() -> threads(program).stream().noneMatch(name -> name.startsWith("lastack")));
    }

    private static List<String> threads(RunningJvm program) {
        List<String> names = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                names.add(name(task));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // this one ended meanwhile
        }
    }
}
