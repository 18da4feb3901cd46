package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Root attaches to a JVM whose user owns its {@code /tmp}, and exchanges everything in it at any moment for links into
 * the host. {@code -Dlastack.it.race-seconds=60} lets the races run for a minute each.
 */
class HostileTmpIT {

    private static final int NOT_ALLOWED = 5;
    private static final int RACE_SECONDS = Integer.getInteger("lastack.it.race-seconds", 8);

    /** Every name that LastAck may have made there is exchanged for a link to the victim, and back. */
    private static final String SWAP = "while true; do for f in \"$1\"/.lastack-*; do"
            + " [ -L \"$f\" ] && continue; [ -e \"$f\" ] || continue;"
            + " mv \"$f\" \"$1/gone\" 2>/dev/null && ln -s \"$2\" \"$f\" 2>/dev/null"
            + " && echo swapped; rm -rf \"$1/gone\";"
            + " done; done";

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final Path folder = Layout.newRunFolder("hostile");
    private final Path victim = folder.resolve("victim");
    private final Path swaps = folder.resolve("swaps.txt");

    @BeforeAll
    static void requireRoot() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(Files.isExecutable(Path.of("/usr/bin/unshare"))).isTrue();
        assumeThat(Layout.agentJar().startsWith("/tmp"))
                .as("this build lies below /tmp, which is another for the programs of this test")
                .isFalse();
    }

    @BeforeEach
    void victims() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // for the swapper
        Files.createDirectories(victim);
        for (String name : List.of("talk", "lastack.jar", "keep")) {
            Files.writeString(victim.resolve(name), "the host's");
        }
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rwx------"));
    }

    /** Its own mounts and process ids, its /tmp owned by it, and a jar that it cannot see: a copy is made there. */
    @Test
    void ownTmp_swappedWhileAttaching() throws Exception {
        Path tmp = tmpOfNobody();
        try (RunningJvm program = inOwnMounts(tmp).start()) {
            program.awaitLine("READY");
            Process swapper = swapper(tmp);
            try {
                attachAgainAndAgain(program);
            } finally {
                end(swapper);
            }
        }
        assertThat(swaps).as("there was a race").isNotEmptyFile();
        assertHostUntouched();
    }

    /** Without a neighbour the copy serves, and goes. */
    @Test
    void ownTmp_theCopyIsRootsAndGoes() throws Exception {
        Path tmp = tmpOfNobody();
        try (RunningJvm program = inOwnMounts(tmp).start()) {
            program.awaitLine("READY");

            lastack.run("attach", jvm(program)).succeeded();

            assertThat(left(tmp)).isEmpty();
        }
        assertHostUntouched();
    }

    /** As a unit of systemd's with {@code PrivateTmp}: its own /tmp, and the process ids of everybody. */
    @Test
    void ownTmp_withTheHostsProcessIds() throws Exception {
        Path tmp = tmpOfNobody();
        try (RunningJvm program = inOwnTmp(tmp, "unshare", "--mount").start()) {
            program.awaitLine("READY");

            lastack.run("attach", jvm(program)).succeeded();
            lastack.run("report", jvm(program)).succeeded();
            lastack.run("owners", jvm(program), "--yes").succeeded();
            lastack.run("detach", jvm(program)).succeeded();

            assertThat(left(tmp)).isEmpty();
            assertThat(tmp.resolve(".attach_pid" + jvm(program))).doesNotExist();
        }
    }

    /** Root would tell somebody else's service to load an agent, if it followed. */
    @Test
    void linkInPlaceOfTheSocket_isNotTalkedTo() throws Exception {
        Path tmp = tmpOfNobody();
        try (RunningJvm program = inOwnTmp(tmp, "unshare", "--mount").start();
                ServerSocketChannel others = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            program.awaitLine("READY");
            others.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            Files.createSymbolicLink(tmp.resolve(".java_pid" + jvm(program)), folder.resolve("socket"));

            Outcome outcome = lastack.run("attach", jvm(program));

            assertThat(outcome.exitCode()).isEqualTo(NOT_ALLOWED);
            assertThat(outcome.err()).contains("is not its user: nothing was said");
        }
    }

    @Test
    void linkWithTheNameOfALeftOver_stays() throws Exception {
        Path tmp = tmpOfNobody();
        try (RunningJvm program = inOwnMounts(tmp).start()) {
            program.awaitLine("READY");
            lastack.run("attach", jvm(program)).succeeded();
            Path leftOver = tmp.resolve(".lastack-1-999999999-0123456789abcdef.jar");
            Files.createSymbolicLink(leftOver, victim.resolve("keep"));

            lastack.run("detach", jvm(program)).succeeded();

            assertThat(Files.exists(leftOver, LinkOption.NOFOLLOW_LINKS))
                    .as("a link is nobody's left-over")
                    .isTrue();
        }
        assertHostUntouched();
    }

    /** What a killed command has left goes with the next one. */
    @Test
    void leftOver_isRemovedByTheNextCommand() throws Exception {
        Path tmp = tmpOfNobody();
        try (RunningJvm program = inOwnMounts(tmp).start()) {
            program.awaitLine("READY");
            Process ended = new ProcessBuilder("true").start();
            ended.waitFor();
            String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
            Path leftOver = tmp.resolve(".lastack-" + namespace + "-" + ended.pid() + "-0123456789abcdef.jar");
            Path inUse = tmp.resolve(
                    ".lastack-" + namespace + "-" + ProcessHandle.current().pid() + "-0123456789abcdef.jar");
            Path others = tmp.resolve(".lastack-" + namespace + "-" + ended.pid() + "-0123456789abcdee.jar");
            for (Path file : List.of(leftOver, inUse, others)) {
                Files.writeString(file, "x");
            }
            Files.setAttribute(others, "unix:uid", 65534);

            lastack.run("attach", jvm(program)).succeeded();

            assertThat(left(tmp)).containsExactlyInAnyOrder(inUse, others);
        }
    }

    /** The same /tmp for both, and the same files: nothing at all is made there. */
    @Test
    void sharedTmp_nothingIsMade() throws Exception {
        try (RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.scarce.FewDescriptors")
                        .under("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                        .start();
                WatchService made = FileSystems.getDefault().newWatchService()) {
            program.awaitLine("READY");
            Path.of("/tmp").register(made, StandardWatchEventKinds.ENTRY_CREATE);

            long pid;
            try (RunningJvm attach = ForkedJvm.runningJar(Layout.agentJar())
                    .args("attach", jvm(program))
                    .start()) {
                attach.awaitEnd().succeeded();
                pid = attach.pid();
            }

            WatchKey key = made.poll();
            List<String> names = key == null
                    ? List.of()
                    : key.pollEvents().stream()
                            .map(event -> String.valueOf(event.context()))
                            .filter(name -> name.startsWith(".lastack-") && name.contains("-" + pid + "-"))
                            .toList(); // other tests attach too
            assertThat(names).isEmpty();
        }
    }

    private void attachAgainAndAgain(RunningJvm program) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(RACE_SECONDS);
        do {
            Outcome outcome = lastack.run("attach", jvm(program));
            if (outcome.exitCode() != 0) {
                assertThat(outcome.err().lines()).as("one line").hasSize(1);
            }
            Outcome heap = lastack.run("owners", jvm(program), "--yes");
            if (heap.exitCode() != 0) {
                assertThat(heap.err().lines())
                        .as("what will be done, and why not")
                        .hasSizeLessThanOrEqualTo(2);
            }
            lastack.run("detach", jvm(program));
        } while (System.nanoTime() - until < 0);
    }

    private void assertHostUntouched() throws IOException {
        assertThat(Files.getOwner(victim).getName()).isEqualTo("root");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
                .isEqualTo("rwx------");
        for (String name : List.of("talk", "lastack.jar", "keep")) {
            assertThat(victim.resolve(name)).hasContent("the host's");
            assertThat(Files.getOwner(victim.resolve(name)).getName()).isEqualTo("root");
        }
        try (Stream<Path> files = Files.list(victim)) {
            assertThat(files).hasSize(3);
        }
    }

    private static List<Path> left(Path tmp) throws IOException {
        try (Stream<Path> files = Files.list(tmp)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".lastack-"))
                    .toList();
        }
    }

    private Path tmpOfNobody() throws IOException {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Files.setAttribute(tmp, "unix:uid", 65534);
        return tmp;
    }

    private ForkedJvm inOwnMounts(Path tmp) {
        return inOwnTmp(tmp, "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc");
    }

    /** The jar's folder is hidden from it by an empty one. */
    private ForkedJvm inOwnTmp(Path tmp, String... unshare) {
        List<String> under = new ArrayList<>(List.of(unshare));
        under.addAll(List.of(
                "sh",
                "-c",
                "mount --bind \"$0\" /tmp && mount -t tmpfs none \"$1\" && shift"
                        + " && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"",
                tmp.toString(),
                Layout.agentJar().getParent().toString()));
        return ForkedJvm.running("dev.lastack.it.programs.scarce.FewDescriptors")
                .under(under.toArray(String[]::new));
    }

    /** As this namespace numbers it; the process that was started is {@code unshare}, if it is not the JVM itself. */
    private static long jvm(RunningJvm program) {
        return ProcessHandle.of(program.pid()).stream()
                .flatMap(started -> Stream.concat(started.descendants(), Stream.of(started)))
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    private Process swapper(Path tmp) throws IOException {
        return new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "sh",
                        "-c",
                        SWAP,
                        "sh",
                        tmp.toString(),
                        victim.toString())
                .redirectOutput(swaps.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
