package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * JVMs of a user that is not root, in user and mount namespaces of their own, asked by root of the host and by that same
 * user (issue 17). Each command works or says in one line why not, and the application goes on.
 */
class NamespacesIT {

    private static final int NOT_ALLOWED = 5;
    private static final int NOT_ATTACHABLE = 6;
    private static final String IN_ITS_NAMESPACE = "in a user namespace in which root of this host is nobody";
    private static final String[] ALL_OF_THEM = {"--mount", "--pid", "--fork", "--kill-child", "--mount-proc"};
    private static final String[] AS_NOBODY = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};

    /** What a container engine without root does: its user is root in there, and nobody outside. */
    private static final List<String> ROOTLESS =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "unshare", "--map-root-user");

    /** With all users' numbers as outside; util-linux needs another package for that. */
    private static final String IN_A_MAPPED_NAMESPACE = "exec 3<&0; unshare --user --mount sh -c '"
            + "until grep -q . /proc/self/uid_map; do sleep 0.01; done; mount -t tmpfs none /tmp"
            + " && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"' sh \"$@\" <&3 & p=$!;"
            + " until [ \"$(readlink /proc/$p/ns/user)\" != \"$(readlink /proc/self/ns/user)\" ]; do sleep 0.01; done;"
            + " echo 0 0 70000 > /proc/$p/gid_map; echo 0 0 70000 > /proc/$p/uid_map; wait $p";

    @BeforeAll
    static void requireNamespaces() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(works(ROOTLESS)).as("this host lets users make namespaces").isTrue();
        assumeThat(as("nobody").run("-V").exitCode())
                .as("the jar can be read by others")
                .isZero();
    }

    /** Before, root's signal made the application print all its threads: HotSpot did not take the file beside it for its. */
    @Test
    void ownUsers_sharedTmp() {
        try (RunningJvm program = rootless("exec \"$@\"")) {
            assertRefused(as("root"), program, NOT_ALLOWED, IN_ITS_NAMESPACE);
            assertAllCommandsWork(as("nobody"), program);
            assertNothingWasPrinted(program);
        }
    }

    /** Its own process ids, mounts and /tmp; the jar it sees. */
    @Test
    void ownEverything() {
        try (RunningJvm program = rootless("mount -t tmpfs none /tmp && exec \"$@\"", ALL_OF_THEM)) {
            assertRefused(as("root"), program, NOT_ALLOWED, IN_ITS_NAMESPACE);
            assertAllCommandsWork(as("nobody"), program);
        }
    }

    /** A folder over the jar's, as in an image: a copy has to be made. */
    @Test
    void ownEverything_jarNotSeen() {
        String script = "mount -t tmpfs none /tmp && mount -t tmpfs none '"
                + Layout.agentJar().getParent() + "' && exec \"$@\"";
        try (RunningJvm program = rootless(script, ALL_OF_THEM)) {
            assertRefused(as("root"), program, NOT_ALLOWED, IN_ITS_NAMESPACE);
            assertAllCommandsWork(as("nobody"), program);
        }
    }

    /** A namespace in which root of the host has a number: an engine that root runs. */
    @Test
    void namespaceOfRoots() {
        List<String> unshare = List.of("unshare", "--user", "--map-root-user", "--mount");
        try (RunningJvm program = started(unshare, "mount -t tmpfs none /tmp && exec \"$@\"")) {
            assertAllCommandsWork(as("root"), program);
        }
    }

    /** Root of a container asks a JVM of that container which another of its users runs. */
    @Test
    void rootInside_asksAnotherUserInside() {
        try (RunningJvm program = started(List.of(), IN_A_MAPPED_NAMESPACE)) {
            CommandLine inside = CommandLine.ofThisJdk()
                    .under("nsenter", "--user", "--mount", "--target", Long.toString(jvm(program)));

            assertAllCommandsWork(inside, program);
        }
    }

    /** A container with a read-only file system that runs as another user than its image. */
    @ParameterizedTest
    @CsvSource({"root, -o ro", "nobody, -o ro", "root, -o mode=755", "nobody, -o mode=755"})
    void tmpThatItsUserCannotWrite(String caller, String mount) {
        try (RunningJvm program = started(
                List.of("unshare", "--mount"),
                "mount -t tmpfs " + mount + " none /tmp && exec " + String.join(" ", AS_NOBODY) + " \"$@\"")) {
            assertRefused(
                    as(caller),
                    program,
                    NOT_ATTACHABLE,
                    "has no writable /tmp, which attaching needs: mount one there, or");
        }
    }

    private static boolean works(List<String> unshare) {
        List<String> probe = new ArrayList<>(unshare);
        probe.add("true");
        try {
            Process made = new ProcessBuilder(probe).start();
            return made.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS) && made.exitValue() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static void assertAllCommandsWork(CommandLine lastack, RunningJvm program) {
        assertThat(lastack.run("attach", jvm(program)).succeeded().out()).contains("is attached to");
        assertThat(lastack.run("report", jvm(program)).succeeded().out()).contains("FewDescriptors");
        lastack.run("detach", jvm(program)).succeeded();
        assertGoesOn(program);
    }

    private static void assertRefused(CommandLine lastack, RunningJvm program, int exitCode, String why) {
        Outcome outcome = lastack.run("attach", jvm(program));

        assertThat(outcome.exitCode()).as("exit code; %s", outcome).isEqualTo(exitCode);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).singleElement().asString().contains(why);
        assertGoesOn(program);
    }

    private static void assertGoesOn(RunningJvm program) {
        program.say("free");
        assertThat(program.awaitLine("DONE")).isEqualTo("free");
    }

    private static void assertNothingWasPrinted(RunningJvm program) {
        program.say("end");
        assertThat(program.awaitEnd().succeeded().stdout()).noneMatch(line -> line.contains("Full thread dump"));
    }

    private static RunningJvm rootless(String script, String... unshare) {
        List<String> under = new ArrayList<>(ROOTLESS);
        under.addAll(List.of(unshare));
        return started(under, script);
    }

    private static RunningJvm started(List<String> around, String script) {
        List<String> under = new ArrayList<>(around);
        under.addAll(List.of("sh", "-c", script, "sh"));
        RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.scarce.FewDescriptors")
                .under(under.toArray(String[]::new))
                .start();
        program.awaitLine("READY");
        return program;
    }

    private static CommandLine as(String user) {
        CommandLine root = CommandLine.ofThisJdk();
        return user.equals("root") ? root : root.under(AS_NOBODY);
    }

    /** As the host numbers it; the process that was started may be {@code unshare}. */
    private static long jvm(RunningJvm program) {
        return ProcessHandle.of(program.pid()).stream()
                .flatMap(started -> Stream.concat(started.descendants(), Stream.of(started)))
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }
}
