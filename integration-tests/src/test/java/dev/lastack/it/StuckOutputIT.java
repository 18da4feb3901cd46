package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.NetworkNamespace;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An output that takes nothing costs its own report, and nothing else: the JVM ends, commands are answered. */
class StuckOutputIT {

    private static final int MOST_OUTPUT_THREADS = 2;

    /** The program's standard error is a pipe that is full, and held open for reading by the program itself. */
    private static final String FULL_PIPE = "mkfifo full && exec 3<>full"
            + " && { dd if=/dev/zero of=full bs=4096 count=1024 oflag=nonblock 2>/dev/null; exec \"$@\" 2>full; }";

    /** The same, with somebody who begins to read after a while. */
    private static final String LATE_READER = "mkfifo full && exec 3<>full"
            + " && { dd if=/dev/zero of=full bs=4096 count=1024 oflag=nonblock 2>/dev/null;"
            + " (sleep 2; exec cat) <full >late.txt & \"$@\" 2>full; code=$?; echo END >full;"
            + " until grep -qa END late.txt; do sleep 0.1; done; kill $!; exit $code; }";

    private static final String FULL_DISK = "mkdir disk && mount -t tmpfs -o size=64k tmpfs disk"
            + " && { cat /dev/zero >disk/filler 2>/dev/null; \"$@\"; code=$?; ls -A disk >left.txt; exit $code; }";

    private final CommandLine lastack = CommandLine.ofThisJdk();
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
    void fullStandardError_holdsBackTheEndNoLongerThanTold_andTheFileIsWritten() {
        try (RunningJvm program = bystander(FULL_PIPE)
                .withReport("report=-", "report-every=1s", "report-timeout=5s")
                .start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT).until(() -> threads(program).contains("lastack-output"));

            long asked = System.nanoTime();
            program.terminate();
            FinishedJvm ended = program.awaitEnd();

            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMinutes(1));
            assertThat(ended.report().total("opened")).isPositive();
        }
    }

    @Test
    void fullStandardError_commandsAreAnswered_andDetachingLeavesNothing() {
        try (RunningJvm program =
                bystander(FULL_PIPE).withAgent("report=-", "report-every=100ms").start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT).until(() -> threads(program).contains("lastack-output"));

            lastack.run("report", program.pid()).succeeded();
            assertThat(outputThreads(program)).isLessThan(MOST_OUTPUT_THREADS);
            lastack.run("attach", program.pid(), "report-every=200ms").succeeded();
            lastack.run("detach", program.pid()).succeeded();
            await().atMost(Bounds.EVENT)
                    .until(() -> threads(program).stream().noneMatch(name -> name.startsWith("lastack")));

            lastack.run("attach", program.pid()).succeeded();
        }
    }

    @Test
    void lateReader_getsTheWholeReport() throws IOException {
        FinishedJvm run = talker(LATE_READER).withAgent("report=-").run().succeeded();

        assertThat(Files.readString(run.folder().resolve("late.txt"), StandardCharsets.ISO_8859_1))
                .contains("LastAck ")
                .contains("first closer")
                .endsWith("END\n");
    }

    @Test
    void pipeWithoutReader_inPlaceOfTheFile_isOneLine() {
        FinishedJvm run = talker("mkfifo pipe.txt && exec \"$@\"")
                .withAgent("report=pipe.txt")
                .run()
                .succeeded();

        assertThat(run.stderr()).singleElement().asString().contains("no report pipe.txt");
    }

    @Test
    void standardErrorOnAFullDisk_isNoHarm() {
        FinishedJvm run =
                talker("exec \"$@\" 2>/dev/full").withReport("report=-").run().succeeded();

        assertThat(run.report().total("opened")).isEqualTo(1);
    }

    @Test
    void fullDisk_isOneLineAndNoPartOfAFile() throws IOException {
        assumeTrue(NetworkNamespace.possible(), "needs root and util-linux, to mount a small disk");
        ForkedJvm program = ForkedJvm.running("dev.lastack.it.programs.host.Talker")
                .args(peer.port())
                .under("unshare", "--mount", "sh", "-c", FULL_DISK, "sh");

        FinishedJvm run = program.withAgent("report=disk/report.json").run();

        // Where mounting is not allowed the shell says so, and the program has not run.
        assumeTrue(Files.exists(run.folder().resolve("left.txt")), "needs leave to mount a small disk");
        assertThat(run.succeeded().stderr())
                .singleElement()
                .asString()
                .startsWith("lastack: cannot write report disk/report.json: ");
        assertThat(run.folder().resolve("left.txt")).hasContent("filler\n");
    }

    /** Settings that are refused, and a folder that is none: the line about it has nobody to read it. */
    @ParameterizedTest
    @ValueSource(strings = {"no-such-key=1", "report=x.pdf", "report=/no/such/folder/x.txt"})
    void fullStandardError_atAStartThatFails_theProgramRunsWithout(String refused) {
        try (RunningJvm program = bystander(FULL_PIPE).withAgent(refused).start()) {
            program.awaitLine("READY");
            program.say("end");

            program.awaitEnd().succeeded();
        }
    }

    private ForkedJvm bystander(String script) {
        return ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                .args(peer.port(), 1)
                // else a JVM from JDK 21 on writes of the attach to its standard error, and waits there itself
                .jvmArgs("-XX:+EnableDynamicAgentLoading")
                .under("sh", "-c", script, "sh");
    }

    private ForkedJvm talker(String script) {
        return ForkedJvm.running("dev.lastack.it.programs.host.Talker")
                .args(peer.port())
                .under("sh", "-c", script, "sh");
    }

    private static long outputThreads(RunningJvm program) {
        return threads(program).stream().filter("lastack-output"::equals).count();
    }

    private static List<String> threads(RunningJvm program) {
        List<String> names = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        } catch (IOException e) {
            return List.of(); // one of them ended meanwhile: asked again
        }
        return names;
    }
}
