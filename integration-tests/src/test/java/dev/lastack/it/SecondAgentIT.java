package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Attaching;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -javaagent} twice is one agent, with the reports of both. */
class SecondAgentIT {

    private static final String LEFT_OUT = "dev/lastack/launch/AgentInstance.class";

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
    void sameJarTwice_isOneAgentWithTheReportsOfBoth() {
        FinishedJvm run = talker().withReport("window=30s")
                .withAgent("report=second.json,window=60s,close-wait-threshold=5s")
                .run()
                .succeeded();

        assertBothCount(run);
        assertThat(run.stderr())
                .singleElement()
                .asString()
                .startsWith("lastack: -javaagent is given more than once")
                .contains("added: report=second.json")
                .endsWith("without effect: window=60s");
    }

    @Test
    void toolOptionsAndCommandLine_areOneAgent() {
        FinishedJvm run = talker().under(
                        "env", "JAVA_TOOL_OPTIONS=-javaagent:" + Layout.agentJar() + "=report=second.json")
                .withReport()
                .run()
                .succeeded();

        assertBothCount(run);
        assertThat(run.stderr().stream().filter(line -> line.startsWith("lastack: ")))
                .hasSize(1);
    }

    /** The classes of the first jar are those that run: of the other one some are not even there. */
    @Test
    void anotherVersionsJar_joinsTheFirst() {
        ForkedJvm program = talker().withReport();
        Path other = anotherVersion(program.folder().resolve("other.jar"));

        FinishedJvm run = program.jvmArgs("-javaagent:" + other + "=report=second.json")
                .run()
                .succeeded();

        assertBothCount(run);
        assertThat(run.stderr()).singleElement().asString().contains("more than once");
    }

    @Test
    void mistakeOfTheSecond_isOneLine_andTheFirstGoesOn() {
        FinishedJvm run = talker().withReport().withAgent("no-such-key=1").run().succeeded();

        assertThat(run.report().total("opened")).isEqualTo(1);
        assertThat(run.stderr()).singleElement().asString().contains("no-such-key");
    }

    @Test
    void detaching_leavesNone() {
        try (RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                .args(peer.port(), 1)
                .withReport()
                .withAgent("report=second.json")
                .start()) {
            program.awaitLine("READY");

            CommandLine.loaded().run("detach", program.pid()).succeeded();

            await().atMost(Bounds.EVENT).until(() -> threads(program).noneMatch(n -> n.startsWith("lastack")));
        }
    }

    /**
     * Agents of before hold the JVM up, and a command comes meanwhile: it has begun to talk, or has its watch already, when
     * {@code -javaagent} has its turn.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commandThatCameFirst_hasTheSameAgent(boolean watchesAlready) throws Exception {
        ForkedJvm jvm =
                ForkedJvm.running("dev.lastack.it.programs.attach.Bystander").args(peer.port(), 1);
        Path released = jvm.folder().resolve("released");
        try (RunningJvm program = jvm.jvmArgs("-javaagent:" + Layout.waitingAgentJar() + "=" + released)
                        .withReport()
                        .start();
                Attaching.Conversation command = new Attaching().begin(program.pid())) {
            if (watchesAlready) {
                command.attach();
            }
            Files.createFile(released);
            program.awaitLine("READY");
            command.attach();

            Report report = program.report();
            assertThat(report.total("opened")).isPositive().isEqualTo(report.total("open"));
            assertThat(report.observation("untrackedSockets")).isZero();
            assertThat(report.observation("suppressedErrors")).isZero();
            assertThat(report.toString()).contains("\"attachedLate\" : " + watchesAlready);
            program.say("end");
            assertThat(program.awaitEnd().succeeded().report().total("opened")).isEqualTo(report.total("opened"));
        }
    }

    private ForkedJvm talker() {
        return ForkedJvm.running("dev.lastack.it.programs.host.Talker").args(peer.port());
    }

    private static void assertBothCount(FinishedJvm run) {
        Report second = Report.read(run.folder().resolve("second.json"));
        for (Report report : List.of(run.report(), second)) {
            assertThat(report.total("opened")).isEqualTo(1);
            assertThat(report.total("closed")).isEqualTo(1);
            assertThat(report.observation("suppressedErrors")).isZero();
        }
    }

    private static Path anotherVersion(Path to) {
        try (ZipFile jar = new ZipFile(Layout.agentJar().toFile());
                OutputStream out = Files.newOutputStream(to);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (!entry.getName().equals(LEFT_OUT)) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream in = jar.getInputStream(entry)) {
                        in.transferTo(zip);
                    }
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> threads(RunningJvm program) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            return tasks.map(SecondAgentIT::name).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // this one ended meanwhile
        }
    }
}
