package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.Tmux;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who holds a thousand leaked connections, five holders and a hundred that nobody holds, by heap dumps. */
class OwnersIT {

    private static final int EACH = 200;
    private static final String HEAP_DUMPS = "heap dumps in /tmp";
    private static final String HOARDER = "dev.lastack.it.programs.owners.Hoarder";

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final LoopbackServer peer = LoopbackServer.with(socket -> {});
    private RunningJvm program;

    @BeforeEach
    void leak() {
        program = ForkedJvm.running(HOARDER)
                // a thousand in a burst: of one or two the line would be taken to be that of those before (0039)
                .withAgent("close-wait-threshold=100ms", "overhead=off")
                .args(peer.port(), EACH, 20_000)
                .start();
        program.awaitLine("READY");
        program.awaitReport(report -> report.total("closeWaitNow") == 5 * EACH + EACH / 2);
    }

    @AfterEach
    void end() {
        program.close();
        peer.close();
    }

    private static List<Tuple> expected(String unreachable) {
        String thread = "thread \"%s\" at " + HOARDER + ".";
        return List.of(
                tuple(
                        "held",
                        EACH,
                        "static Hoarder$Registry.POOL -> ConcurrentHashMap[\"eu-1\"] -> ArrayList[*]"
                                + " -> Hoarder$PriceClient.socket"),
                tuple("held", EACH, "static Hoarder.FORGOTTEN -> ArrayList[*]"),
                tuple(
                        "held",
                        EACH,
                        thread.formatted("session-*") + "park(Hoarder.java) -> Hoarder$Session.channels"
                                + " -> ArrayDeque[*]"),
                tuple(
                        "held",
                        EACH,
                        thread.formatted("worker-*") + "holdLocally(Hoarder.java): a local variable"
                                + " -> ArrayList[*]"),
                tuple(
                        "held",
                        EACH,
                        thread.formatted("main") + "main(Hoarder.java): a local variable"
                                + " -> Selector (only its key has it)"),
                tuple(unreachable, EACH / 2, ""));
    }

    /** Of all findings together: the holders connect in several lines, so there are several. */
    private static List<Tuple> owners(Report report) {
        List<Tuple> owners = new ArrayList<>();
        report.findings()
                .forEach(finding -> finding.node().path("owners").forEach(owner -> {
                    String state = owner.path("state").asText();
                    owners.add(tuple(
                            state,
                            owner.path("connections").asInt(),
                            state.equals("held")
                                    ? owner.path("path").asText().replaceAll("\\.java:\\d+", ".java")
                                    : ""));
                }));
        return owners;
    }

    @Test
    @ResourceLock(HEAP_DUMPS)
    void owners_ofARunningJvm_areNamed_andTheDumpIsGone() throws IOException {
        Outcome refused = lastack.run("owners", program.pid());
        Outcome owners =
                lastack.run("owners", program.pid(), "--yes", "--format=json").succeeded();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("lastack: a heap dump stops the JVM")
                .hasLineCount(1);
        assertThat(owners.err())
                .startsWith("lastack: " + HOARDER + " (pid " + program.pid() + ") will stand still for a full garbage")
                .hasLineCount(1);
        assertThat(owners(owners.report())).containsExactlyInAnyOrderElementsOf(expected("unreachable"));
        assertThat(dumps()).isEmpty();
    }

    /** Asked, and refused; asked, and let down by Ctrl-C; agreed to, and let down while the heap is written. */
    @Test
    @ResourceLock(HEAP_DUMPS)
    void onATerminal_nothingIsDumpedUnasked_andNothingIsLeft() throws Exception {
        assumeThat(Tmux.isInstalled()).isTrue();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String owners = java + " -jar " + Layout.agentJar() + " owners " + program.pid() + "; echo \\<$?\\>";
        try (Tmux terminal = Tmux.start(240, 50);
                WatchService made = FileSystems.getDefault().newWatchService()) {
            terminal.type(owners);
            assertThat(terminal.awaitScreen("go on? [y/N]")).contains("will stand still for a full garbage collection");
            terminal.type("n");
            assertThat(terminal.awaitScreen("<2>")).contains("lastack: not agreed to: nothing was dumped");

            terminal.type("clear; " + owners);
            terminal.awaitScreen("go on? [y/N]");
            terminal.press("C-c");
            terminal.awaitScreen("<130>");

            terminal.type("clear; " + owners);
            terminal.awaitScreen("go on? [y/N]");
            Path.of("/tmp").register(made, StandardWatchEventKinds.ENTRY_CREATE);
            terminal.type("y");
            awaitDump(made);
            terminal.press("C-c");
            terminal.awaitScreen("0>");
            assertThat(terminal.screen()).containsPattern("<(130|0)>"); // it may have been quicker
            assertThat(dumps()).isEmpty();

            terminal.type("clear; " + owners);
            terminal.awaitScreen("go on? [y/N]");
            terminal.type("y");
            assertThat(terminal.awaitScreen("<0>")).contains("Who holds them");
        }
        assertThat(dumps()).isEmpty();
    }

    private static void awaitDump(WatchService made) throws InterruptedException {
        boolean dump = false;
        while (!dump) {
            WatchKey key = made.poll(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(key).as("a heap dump is begun").isNotNull();
            dump = key.pollEvents().stream()
                    .anyMatch(event -> String.valueOf(event.context()).endsWith(".hprof"));
            key.reset();
        }
    }

    private static List<String> dumps() {
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.startsWith(".lastack-") && name.contains(".hprof"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void owners_ofADumpMadeElsewhere_areTheSame() throws IOException, InterruptedException {
        Path folder = Layout.newRunFolder("owners");
        Path heap = folder.resolve("heap.hprof");
        Path json = folder.resolve("report.json");
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process dump = new ProcessBuilder(
                        jcmd.toString(), Long.toString(program.pid()), "GC.heap_dump", heap.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("jcmd.txt").toFile())
                .start();
        assertThat(dump.waitFor(Bounds.PROGRAM.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        lastack.run("report", program.pid(), "-o", json).succeeded();
        Outcome text = lastack.run("owners", "--heap", heap, "--report", json).succeeded();
        Files.delete(heap);

        assertThat(text.out())
                .startsWith("Who holds them  " + HOARDER + " (pid " + program.pid() + ")\n")
                .contains("  200  static Hoarder$Registry.POOL -> ConcurrentHashMap[\"eu-1\"] -> ArrayList[*]")
                .contains("  200  static Hoarder.FORGOTTEN -> ArrayList[*]\n")
                .contains("  100  unreachable: no strong reference leads to it");
        assertThat(text.err()).isEmpty();
    }
}
