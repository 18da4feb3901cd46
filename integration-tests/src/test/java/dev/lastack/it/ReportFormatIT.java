package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's ending means the same to the agent, to {@code report} and to {@code run}. */
class ReportFormatIT {

    private static final String EXPECTED = "its name must end in .txt, .json, .sarif, .junit.xml, .md or .html";

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final Path folder = Layout.newRunFolder("formats");
    private LoopbackServer peer;

    @BeforeEach
    void startPeer() {
        peer = ScriptedPeers.plain();
    }

    @AfterEach
    void stopPeer() {
        peer.close();
    }

    private ForkedJvm program() {
        return ForkedJvm.running("dev.lastack.it.programs.attach.Bystander").args(peer.port(), 1);
    }

    @Test
    void json_inAnyCase_isJsonEverywhere() {
        try (RunningJvm running =
                program().withAgent("report=" + folder.resolve("KEY.JSON")).start()) {
            running.awaitLine("READY");
            lastack.run("report", running.pid(), "-o", folder.resolve("Command.Json"))
                    .succeeded();
            running.say("end");
            running.awaitEnd().succeeded();
        }
        lastack.run(
                        "run",
                        "-o",
                        folder.resolve("RUN.JSON"),
                        "--min-severity=none",
                        "--",
                        Layout.java(),
                        "-jar",
                        Layout.demoJar(),
                        "--only=PriceFeedClosed")
                .succeeded();

        for (String file : new String[] {"KEY.JSON", "Command.Json", "RUN.JSON"}) {
            assertThat(Report.read(folder.resolve(file)).total("opened"))
                    .as(file)
                    .isPositive();
        }
    }

    @Test
    void text_inAnyCase_isTextEverywhere() {
        try (RunningJvm running =
                program().withAgent("report=" + folder.resolve("KEY.TXT")).start()) {
            running.awaitLine("READY");
            lastack.run("report", running.pid(), "-o", folder.resolve("Command.Txt"))
                    .succeeded();
            running.say("end");
            running.awaitEnd().succeeded();
        }
        lastack.run(
                        "run",
                        "-o",
                        folder.resolve("RUN.TXT"),
                        "--min-severity=none",
                        "--",
                        Layout.java(),
                        "-jar",
                        Layout.demoJar(),
                        "--only=PriceFeedClosed")
                .succeeded();

        for (String file : new String[] {"KEY.TXT", "Command.Txt", "RUN.TXT"}) {
            assertThat(folder.resolve(file)).content().startsWith("LastAck ");
        }
    }

    /** The JVM runs and could be asked: what is wrong is the name alone. */
    @ParameterizedTest
    @ValueSource(strings = {"x.pdf", "X.PDF", "x", "x.json.gz"})
    void unknownEnding_isOneLineAnd2Everywhere(String name) {
        Path file = folder.resolve(name);
        try (RunningJvm running = program().start()) {
            running.awaitLine("READY");

            assertThat(lastack.run("report", running.pid(), "-o", file)).isEqualTo(refused(file));
            Outcome attached = lastack.run("attach", running.pid(), "report=" + file);
            assertThat(attached.exitCode()).isEqualTo(2);
            assertThat(attached.out()).isEmpty();
            assertThat(attached.err())
                    .startsWith("lastack: report=" + file)
                    .contains(".txt, .json, .sarif, .junit.xml, .md or .html")
                    .hasLineCount(1);
        }
        assertThat(lastack.run("run", "-o", file, "--", Layout.java(), "-jar", Layout.demoJar()))
                .isEqualTo(refused(file));
        assertThat(file).doesNotExist();
    }

    private static Outcome refused(Path file) {
        return new Outcome(2, "", "lastack: cannot write " + file + ": " + EXPECTED + "\n");
    }

    @Test
    void unknownEndingInTheKey_isOneLine_andTheProgramRuns() {
        try (RunningJvm running = program().withAgent("report=x.pdf").start()) {
            running.awaitLine("READY");
            running.say("end");
            FinishedJvm ended = running.awaitEnd().succeeded();

            assertThat(ended.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("lastack: ")
                    .contains("report=x.pdf")
                    .contains(".txt, .json, .sarif, .junit.xml, .md or .html");
        }
    }
}
