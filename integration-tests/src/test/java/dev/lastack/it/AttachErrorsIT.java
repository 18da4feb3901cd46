package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.NetworkNamespace;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is one line on standard error and an exit code of its own, and nothing is done to the process. */
class AttachErrorsIT {

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final LoopbackServer peer = ScriptedPeers.plain();

    @AfterEach
    void end() {
        peer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach", "report", "detach"})
    void noSuchProcess(String command) throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertLine(lastack.run(command, ended.pid()), 4, "lastack: there is no process " + ended.pid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach", "report", "detach"})
    void noJvm_livesOn(String command) throws Exception {
        Process sleep = new ProcessBuilder("sleep", Long.toString(Bounds.LONGER_THAN_ANY_TEST.toSeconds())).start();
        try {
            assertLine(lastack.run(command, sleep.pid()), 4, "lastack: " + sleep.pid() + " (sleep) is not a JVM");
            assertThat(sleep.isAlive()).isTrue();
        } finally {
            sleep.destroyForcibly();
        }
    }

    @Test
    void otherUsersJvm() {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/setpriv"))).isTrue();
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");
            CommandLine nobody = lastack.under("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
            assumeThat(nobody.run("-V").exitCode())
                    .as("the jar can be read by others")
                    .isZero();

            assertLine(
                    nobody.run("attach", program.pid()),
                    5,
                    "lastack: " + program.pid() + " runs as user root, and only that user or root can attach to it");
        }
    }

    @Test
    void rootAttachesToAnothersJvm() {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/setpriv"))).isTrue();
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        try (RunningJvm program = program()
                .under("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                .start()) {
            program.awaitLine("READY");

            assertThat(lastack.run("attach", program.pid()).succeeded().out()).contains("is attached to");
            assertThat(lastack.run("report", program.pid()).succeeded().out()).contains("3 in CLOSE_WAIT");
            lastack.run("detach", program.pid()).succeeded();
        }
    }

    @Test
    void attachMechanismSwitchedOff_isNotEvenTried() {
        try (RunningJvm program =
                program().jvmArgs("-XX:+DisableAttachMechanism").start()) {
            program.awaitLine("READY");

            assertLine(
                    lastack.run("attach", program.pid()),
                    6,
                    "lastack: " + program.pid() + " runs with -XX:+DisableAttachMechanism and takes no agent; start it"
                            + " with -javaagent:lastack.jar");
            program.say("end");
            assertThat(program.awaitEnd().succeeded().stdout()).noneMatch(line -> line.contains("Full thread dump"));
        }
    }

    /** It listens from the start, since it must not be signalled. */
    @Test
    void jvmThatTakesNoSignals() {
        try (RunningJvm program = program().jvmArgs("-Xrs").start()) {
            program.awaitLine("READY");

            lastack.run("attach", program.pid()).succeeded();
        }
    }

    @Test
    void jvmThatIsEnding() {
        try (RunningJvm program =
                ForkedJvm.running("dev.lastack.it.programs.attach.SlowEnd").start()) {
            program.awaitLine("READY");
            program.say("end");
            program.awaitLine("ENDING");

            assertLine(lastack.run("attach", program.pid()), 2, "lastack: the JVM is ending");
        }
    }

    @Test
    void jvmThatEndsWhileItIsWatched_isGone() {
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");
            lastack.run("attach", program.pid()).succeeded();
            program.terminate();
            program.awaitEnd();

            assertLine(lastack.run("report", program.pid()), 4, "lastack: there is no process " + program.pid());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "close-wait-threshold=soon, close-wait-threshold=soon: expected ",
        "no-such-key=1, no-such-key=1: no such key",
        "report=/no/such/folder/x.json, report=/no/such/folder/x.json: expected a folder that exists"
    })
    void wrongSettings_attachNothing(String setting, String named) {
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");

            Outcome outcome = lastack.run("attach", program.pid(), setting);

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err().lines()).singleElement().asString().startsWith("lastack: " + named);
            await().atMost(Bounds.EVENT)
                    .until(() -> lastack.run("detach", program.pid()).out().contains("is not attached"));
        }
    }

    @Test
    void unwritableFile_isToldBeforeAnythingIsDone() {
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");

            assertLine(
                    lastack.run("report", program.pid(), "-o", "/no/such/folder/report.json"),
                    2,
                    "lastack: cannot write /no/such/folder/report.json: the folder /no/such/folder does not exist");
            assertThat(lastack.run("detach", program.pid()).out()).contains("is not attached");
        }
    }

    @Test
    void runtimeWithoutAttach() throws Exception {
        CommandLine limited = CommandLine.with(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "--limit-modules",
                "java.base,java.instrument");
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");

            Outcome outcome = limited.run("attach", program.pid());

            assertThat(outcome.exitCode()).isEqualTo(6);
            assertThat(outcome.err().lines())
                    .singleElement()
                    .asString()
                    .contains("has no module jdk.attach; run it with a JDK's java");
        }
    }

    /** A signal would wait in it, and make it print its threads afterwards. To detach, nothing is to be done here. */
    @ParameterizedTest
    @ValueSource(strings = {"attach", "report"})
    void stoppedJvm(String command) throws Exception {
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");
            signal("STOP", program.pid());
            await().atMost(Bounds.EVENT)
                    .until(() -> Files.readString(Path.of("/proc/" + program.pid() + "/status"))
                            .contains("State:\tT"));

            assertLine(
                    lastack.run(command, program.pid()),
                    7,
                    "lastack: " + program.pid() + " is stopped and cannot answer (kill -CONT " + program.pid()
                            + " lets it go on)");
            signal("CONT", program.pid());
            program.say("end");
            assertThat(program.awaitEnd().succeeded().stdout()).noneMatch(line -> line.contains("Full thread dump"));
        }
    }

    @Test
    void wrapperShell_itsJavaIsNamed() {
        try (RunningJvm wrapper =
                program().under("sh", "-c", "\"$@\"; exit $?", "sh").start()) {
            wrapper.awaitLine("READY");
            long child = ProcessHandle.of(wrapper.pid())
                    .orElseThrow()
                    .children()
                    .findFirst()
                    .orElseThrow()
                    .pid();

            assertLine(
                    lastack.run("attach", wrapper.pid()),
                    4,
                    "lastack: " + wrapper.pid() + " (sh) is not a JVM, its child " + child + " is one");
            wrapper.say("end");
            wrapper.awaitEnd();
        }
    }

    /** A container with a read-only file system and nothing mounted at its /tmp, whoever runs in it (issue 17). */
    @Test
    void readOnlyTmp_isSaidSo_andNotTried() {
        assumeTrue(NetworkNamespace.possible(), "needs root and util-linux, to mount");
        String readOnly = "mount -t tmpfs -o ro tmpfs /tmp && exec \"$@\"";
        try (RunningJvm program = program()
                .under("unshare", "--mount", "sh", "-c", readOnly, "sh")
                .start()) {
            program.awaitLine("READY");

            assertLine(
                    lastack.run("attach", program.pid()),
                    6,
                    "lastack: " + program.pid() + " has no writable /tmp, which attaching needs: mount one there, or"
                            + " start it with -javaagent:lastack.jar");
            program.say("end");
            assertThat(program.awaitEnd().succeeded().stderr()).noneMatch(line -> line.contains("lastack"));
        }
    }

    /** HotSpot takes 1,024 bytes, and what follows an equals sign for the agent's arguments. */
    @ParameterizedTest
    @ValueSource(strings = {"a=b", "a,b", "a b", "a|b", "LONG"})
    void oddJarPath(String name) throws Exception {
        Path folder = Layout.newRunFolder("odd");
        for (String part : name.equals("LONG")
                ? new String[] {"x".repeat(240), "y".repeat(240), "z".repeat(200)}
                : new String[] {name}) {
            folder = Files.createDirectory(folder.resolve(part));
        }
        Path jar = Files.copy(Layout.agentJar(), folder.resolve("lastack.jar"));
        CommandLine odd = CommandLine.ofJar(jar);
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");

            assertThat(odd.run("attach", program.pid()).succeeded().out()).contains("is attached to");
            assertThat(odd.run("report", program.pid()).succeeded().out()).contains("3 in CLOSE_WAIT");
            odd.run("detach", program.pid()).succeeded();
        } finally {
            Files.delete(jar);
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private ForkedJvm program() {
        return ForkedJvm.running("dev.lastack.it.programs.attach.Bystander").args(peer.port(), 1);
    }

    private static void assertLine(Outcome outcome, int exitCode, String line) {
        assertThat(outcome).isEqualTo(new Outcome(exitCode, "", line + "\n"));
    }
}
