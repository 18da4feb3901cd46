package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds a thousand leaked connections, five holders and a hundred that nobody holds, by heap dumps. */
class OwnersIT {

    private static final int EACH = 200;
    private static final String HOARDER = "dev.lastack.it.programs.owners.Hoarder";

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final LoopbackServer peer = LoopbackServer.with(socket -> {});
    private RunningJvm program;

    @BeforeEach
    void leak() {
        program = ForkedJvm.running(HOARDER)
                .withAgent("close-wait-threshold=100ms")
                .args(peer.port(), EACH, 20_000)
                .start();
        program.awaitLine("READY");
        await().atMost(Bounds.EVENT).until(() -> report().total("closeWaitNow") == 5 * EACH + EACH / 2);
    }

    @AfterEach
    void end() {
        program.close();
        peer.close();
    }

    private Report report() {
        return lastack.run("report", program.pid(), "--format", "json")
                .succeeded()
                .report();
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
        try (Stream<Path> left = Files.list(Path.of("/tmp"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.startsWith(".lastack-") && name.contains(".hprof"));
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
