package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.NetworkNamespace;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The heap is to be dumped into a /tmp of the program's own in which there is no room, or no leave to write. Each is told
 * in one line, nothing is left there, and the program goes on.
 */
class OwnersDiskIT {

    private static final int REFUSED = 2;
    private static final int NOT_ATTACHABLE = 6;
    private static final int EACH = 2;
    private static final int LEAKED = 5 * EACH + EACH / 2;
    private static final String NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final LoopbackServer peer = LoopbackServer.with(socket -> {});
    private RunningJvm program;

    @BeforeAll
    static void requireMounts() {
        assumeThat(NetworkNamespace.possible())
                .as("needs root and util-linux, to mount a small disk")
                .isTrue();
    }

    @AfterEach
    void end() {
        if (program != null) {
            program.close();
        }
        peer.close();
    }

    /** @param options of its /tmp */
    private void leak(String options, String user) {
        String script = "mount -t tmpfs -o " + options + " none /tmp && exec " + user + "\"$@\"";
        program = ForkedJvm.running("dev.lastack.it.programs.owners.Hoarder")
                .withAgent("close-wait-threshold=100ms")
                .jvmArgs("-XX:-UsePerfData") // a file there that is open for writing
                .args(peer.port(), EACH, 20_000)
                .under("unshare", "--mount", "sh", "-c", script, "sh")
                .start();
        program.awaitLine("READY");
        program.awaitReport(report -> report.total("closeWaitNow") == LEAKED);
    }

    private void assertUnharmed() {
        assertThat(program.report().total("closeWaitNow")).isEqualTo(LEAKED);
        assertThat(left()).isEmpty();
    }

    /** But for the JVM's own socket. */
    private List<String> left() {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + program.pid() + "/root/tmp"))) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !name.startsWith(".java_pid"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void diskThatIsTooSmall_isToldBefore() {
        leak("size=8m", "");

        Outcome refused = lastack.run("owners", program.pid(), "--yes");

        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(REFUSED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .hasLineCount(1)
                .startsWith("lastack: ")
                .containsPattern("so a dump may take \\d+ MB, and its /tmp has \\d+ MB free: make room, or take");
        assertUnharmed();
    }

    /** While the question waits for its answer. */
    @Test
    void diskThatFillsUpMeanwhile_isOneLine() throws Exception {
        assumeThat(Tmux.isInstalled()).isTrue();
        leak("size=200m", "");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        try (Tmux terminal = Tmux.start(240, 50)) {
            terminal.type(java + " -jar " + Layout.agentJar() + " owners " + program.pid() + "; echo \\<$?\\>");
            terminal.awaitScreen("go on? [y/N]");
            inside("dd if=/dev/zero of=/tmp/filler bs=1M count=199 status=none; sync");

            terminal.type("y");

            assertThat(terminal.awaitScreen("<" + NOT_ATTACHABLE + ">"))
                    .containsOnlyOnce("lastack: " + program.pid() + " did not write its heap: ");
        }
        inside("rm /tmp/filler");
        assertUnharmed();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"mount -o remount,ro /tmp; root", "chmod 555 /tmp; nobody"})
    void folderThatTakesNoFile_isOneLine(String command, String user) throws Exception {
        leak("size=200m", user.equals("root") ? "" : NOBODY);
        inside(command);

        Outcome outcome = lastack.run("owners", program.pid(), "--yes");

        assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(NOT_ATTACHABLE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().filter(line -> !line.contains("will stand still")))
                .singleElement()
                .asString()
                .startsWith("lastack: " + program.pid() + " did not write its heap: ");
        assertUnharmed();
    }

    /** By root, in the program's mounts. */
    private void inside(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "nsenter", "--mount", "--target", Long.toString(program.pid()), "sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(command).isZero();
    }
}
