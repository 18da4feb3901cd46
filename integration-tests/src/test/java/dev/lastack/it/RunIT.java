package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import dev.lastack.it.harness.SurefireSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** {@code lastack run}: the program is one that leaks one connection and then ends in some way. */
class RunIT {

    private static final String THRESHOLD_MILLIS = "300";
    private static final String RULE = "close-wait/unread";
    private static final String LEAK = "dev.lastack.it.programs.host.Endings.leak";

    /** Where the tool keeps its private folder; empty again at the end of every test. */
    @TempDir
    private Path tmp;

    @TempDir
    private Path folder;

    private LoopbackServer peer;

    @BeforeEach
    void startPeer() {
        peer = ScriptedPeers.plain();
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        peer.close();
        try (Stream<Path> left = Files.list(tmp)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith("lastack"));
        }
    }

    private static final String BAR = "--min-severity=warning";

    /** @param options of run, then "--", then how the program ends */
    private ForkedJvm run(String... options) {
        List<String> all = new ArrayList<>(List.of("run", "--set", "close-wait-threshold=" + THRESHOLD_MILLIS + "ms"));
        for (String option : options) {
            all.add(option);
            if (option.equals("--")) {
                all.addAll(List.of(
                        java(), Layout.firstCompiler(), "-cp", Layout.programs().toString()));
                all.add("dev.lastack.it.programs.host.Endings");
            }
        }
        all.addAll(List.of(Integer.toString(peer.port()), THRESHOLD_MILLIS));
        return lastack(all.toArray());
    }

    private ForkedJvm lastack(Object... arguments) {
        return ForkedJvm.runningJar(Layout.agentJar())
                .jvmArgs("-Djava.io.tmpdir=" + tmp)
                .args(arguments);
    }

    private static String java() {
        return Layout.java().toString();
    }

    private static String err(FinishedJvm run) {
        return String.join("\n", run.stderr()) + "\n";
    }

    @Test
    void findingAtTheBar_endsWith3_andTheReportOnStandardError() {
        FinishedJvm run = run(BAR, "--", "return").run();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.stdout()).endsWith("READY");
        assertThat(err(run))
                .contains("ERROR  " + RULE + "  1 connection")
                .contains("open this:  " + LEAK + "(Endings.java:")
                .contains("lastack: 1 finding at or above the bar (warning):\nlastack:   " + RULE + "  " + LEAK + "(");
    }

    @ParameterizedTest
    @CsvSource({
        "--fail-on=close-wait, 3",
        "--fail-on=close-wait/unread, 3",
        "--fail-on=time-wait, 0",
        "--min-severity=none, 0",
        "--min-severity=WARNING, 3",
        "--min-severity=error, 3",
    })
    void bar_isWhatTheOptionsSay(String option, int exitCode) {
        FinishedJvm run = run(option, "--", "return").run();

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(err(run)).contains("ERROR  " + RULE);
    }

    @Test
    void healthyProgram_passes_andItsInputAndOutputAreItsOwn() {
        FinishedJvm run = lastack("run", java(), "-jar", Layout.demoJar(), "--only=PriceFeedClosed")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).hasSize(2).first().asString().startsWith("PriceFeedClosed");
        assertThat(err(run)).contains("\nno findings\n", "lastack: no finding at or above the bar (error)\n");
    }

    @Test
    void programsOwnExitCode_goesBeforeThatOfAFinding() {
        FinishedJvm run = run(BAR, "--", "throw").run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(err(run))
                .contains("the application's own")
                .contains("lastack: 1 finding at or above the bar")
                .endsWith("lastack: the program ended with exit code 1\n");
    }

    @Test
    void report_goesToTheFile_asItsEndingSays() throws IOException {
        Path json = folder.resolve("report.json");
        Path text = folder.resolve("report.txt");

        assertThat(run("-o", json.toString(), "--", "return").run().stderr())
                .allMatch(line -> line.startsWith("lastack: "));
        run("-o", text.toString(), "--", "return").run();

        JsonNode report = new ObjectMapper().readTree(Files.readAllBytes(json));
        assertThat(report.get("findings").get(0).get("rule").asText()).isEqualTo(RULE);
        assertThat(Files.readString(text)).contains("ERROR  " + RULE);
    }

    @Test
    void acceptedFinding_passes_andTheBaselineIsStable() throws IOException {
        Path baseline = folder.resolve("accepted.json");

        FinishedJvm first = run(BAR, "--write-baseline", baseline.toString(), "--", "return")
                .run();
        FinishedJvm second =
                run(BAR, "--baseline", baseline.toString(), "--", "return").run();

        assertThat(first.exitCode()).isZero();
        assertThat(err(first)).contains("lastack: 1 accepted finding written to " + baseline);
        JsonNode accepted = new ObjectMapper()
                .readTree(Files.readAllBytes(baseline))
                .get("accepted")
                .get(0);
        assertThat(accepted.get("rule").asText()).isEqualTo(RULE);
        assertThat(accepted.get("culprit").asText()).isEqualTo(LEAK);
        assertThat(accepted.get("role").asText()).isEqualTo("client");
        assertThat(second.exitCode()).isZero();
        assertThat(err(second)).contains("lastack: 1 finding accepted by " + baseline);
    }

    @Test
    void findingThatIsNotAccepted_fails_andWhatIsGoneIsSaid() throws IOException {
        Path baseline = folder.resolve("accepted.json");
        Files.writeString(baseline, """
                {"schema": "lastack-baseline/1", "accepted": [{"rule": "close-wait/eof-ignored", "culprit": "com.acme.Old.call"}]}
                """);

        FinishedJvm run =
                run(BAR, "--baseline", baseline.toString(), "--", "return").run();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(err(run))
                .contains("not seen this time, though accepted: close-wait/eof-ignored at com.acme.Old.call");
    }

    /** What a person wrote stays; what is gone goes; what has expired is not accepted anew. */
    @Test
    void updatedBaseline_acceptsWhatIsNew_andLeavesExpiredOnesToAPerson() throws IOException {
        Path baseline = folder.resolve("accepted.json");
        String gone = "{\"rule\": \"close-wait/eof-ignored\", \"culprit\": \"com.acme.Old.call\"}";
        Files.writeString(baseline, "{\"schema\": \"lastack-baseline/1\", \"accepted\": [" + gone + "]}");

        FinishedJvm first = run(BAR, "--update-baseline", baseline.toString(), "--", "return")
                .run();
        String updated = Files.readString(baseline);
        Files.writeString(baseline, updated.replace("\"role\"", "\"expires\" : \"2026-01-31\", \"role\""));
        FinishedJvm second = run(BAR, "--update-baseline", baseline.toString(), "--", "return")
                .run();

        assertThat(first.exitCode()).isZero();
        assertThat(err(first))
                .contains("lastack:   new: " + RULE + " at " + LEAK)
                .contains("lastack:   taken out, as it was not seen: close-wait/eof-ignored at com.acme.Old.call");
        assertThat(updated).contains(LEAK).doesNotContain("com.acme.Old");
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(err(second)).contains("lastack: accepted until 2026-01-31 and not longer: " + RULE + " at " + LEAK);
        assertThat(Files.readString(baseline)).contains("2026-01-31");
    }

    /** In a terminal both get the Ctrl-C; here, without one, run has to pass it on. */
    @ParameterizedTest
    @CsvSource({"INT", "TERM", "HUP"})
    void programThatNeverEnds_isInterrupted_andTheReportStillPrinted(String signal)
            throws IOException, InterruptedException {
        // What runs in the background of a script, this test perhaps, has inherited that it ignores SIGINT.
        ForkedJvm program = run(BAR, "--", "wait").under("env", "--default-signal");
        try (RunningJvm running = program.start()) {
            running.awaitLine("READY");
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + running.pid())
                    .start()
                    .waitFor();
            FinishedJvm run = running.awaitEnd();

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(err(run)).contains("ERROR  " + RULE, "lastack: 1 finding at or above the bar");
        }
    }

    @Test
    void killedProgram_endsWith137_andTheLastReportIsShown() throws IOException {
        try (RunningJvm running =
                run("--set", "report-every=200ms", "--", "wait").start()) {
            running.awaitLine("READY");
            awaitReportWithTheFinding();
            killChildOf(running);
            FinishedJvm run = running.awaitEnd();

            assertThat(run.exitCode()).isEqualTo(137);
            assertThat(err(run))
                    .contains("ERROR  " + RULE)
                    .contains("lastack: the program wrote no report at its end; this is the one of ")
                    .endsWith("lastack: the program ended with exit code 137\n");
        }
    }

    @Test
    void programKilledBeforeAnyReport_endsWith137_andThatIsSaid() {
        try (RunningJvm running = run("--set", "report-every=1h", "--", "wait").start()) {
            running.awaitLine("READY");
            killChildOf(running);
            FinishedJvm run = running.awaitEnd();

            assertThat(run.exitCode()).isEqualTo(137);
            assertThat(run.stderr())
                    .containsExactly(
                            "lastack: the program was killed (SIGKILL) before any report was written;"
                                    + " --set report-every=1s writes one each second",
                            "lastack: the program ended with exit code 137");
        }
    }

    private void awaitReportWithTheFinding() {
        await().atMost(Bounds.EVENT).until(() -> {
            try (Stream<Path> files = Files.walk(tmp)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".txt")).toList()) {
                    if (Files.readString(file).contains(RULE)) {
                        return true;
                    }
                }
            }
            return false;
        });
    }

    private static void killChildOf(RunningJvm running) {
        ProcessHandle.of(running.pid()).orElseThrow().children().forEach(ProcessHandle::destroyForcibly);
    }

    private String endings() {
        return java() + " " + Layout.firstCompiler() + " -cp " + Layout.programs()
                + " dev.lastack.it.programs.host.Endings return " + peer.port() + " " + THRESHOLD_MILLIS;
    }

    private Path ofTwoJvms(String name) {
        Path file = folder.resolve(name);
        FinishedJvm run = lastack(
                        "run",
                        BAR,
                        "--set",
                        "close-wait-threshold=300ms",
                        "-o",
                        file,
                        "--",
                        "sh",
                        "-c",
                        endings() + " && " + endings())
                .run();
        assertThat(run.exitCode()).as(err(run)).isEqualTo(3);
        return file;
    }

    /** One alert, whichever JVM it is seen in. */
    @Test
    void severalJvms_areOneSarifLog() throws IOException {
        JsonNode log = new ObjectMapper().readTree(ofTwoJvms("x.sarif").toFile());

        assertThat(log.get("runs")).hasSize(1);
        assertThat(log.at("/runs/0/invocations")).hasSize(2);
        assertThat(log.at("/runs/0/results")).hasSize(1);
        assertThat(log.at("/runs/0/results/0/ruleId").asText()).isEqualTo(RULE);
        assertThat(log.at("/runs/0/results/0/properties/connections").asInt()).isEqualTo(2);
    }

    @Test
    void severalJvms_areSuitesOfOneXml_validByTheSchemaOfSurefire() throws IOException {
        List<Element> suites = SurefireSchema.validSuites(ofTwoJvms("x.junit.xml"));

        assertThat(suites).hasSize(2).allSatisfy(suite -> {
            assertThat(suite.getAttribute("failures")).isEqualTo("1");
            assertThat(suite.getAttribute("name")).contains(".Endings (pid ");
        });
    }

    @Test
    void severalJvms_areOneSummary() throws IOException {
        assertThat(ofTwoJvms("x.md"))
                .content()
                .startsWith("# LastAck: 2 JVMs\n")
                .containsPattern("(?s)\n## .*\n## ");
    }

    /** Every JVM of the script is watched; those that only say their version are left out. */
    @Test
    void script_isRunWithTheAgentOnEveryJava() {
        String endings = endings();

        FinishedJvm run = lastack(
                        "run",
                        BAR,
                        "--set",
                        "close-wait-threshold=300ms",
                        "--",
                        "sh",
                        "-c",
                        java() + " -version && " + endings + " && " + endings)
                .run();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.stdout()).filteredOn("READY"::equals).hasSize(2);
        assertThat(run.stderr())
                .filteredOn(line -> line.startsWith("ERROR  " + RULE))
                .hasSize(2);
        assertThat(err(run)).contains("lastack: 1 JVM without a TCP connection", "lastack: 2 findings at or above");
    }

    /** An audit that has seen nothing must not pass. */
    @Test
    void commandWithoutAnyJvm_endsWith2() {
        FinishedJvm run = lastack("run", "true").run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.stderr())
                .singleElement()
                .asString()
                .startsWith("lastack: no report was written: no JVM has run");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "run no-such-command-here | 127 | no such command: no-such-command-here",
                "run /etc/passwd | 126 | cannot run /etc/passwd: ",
            })
    void mistake_isOneLine(String arguments, int exitCode, String line) {
        FinishedJvm run = lastack((Object[]) arguments.split(" ")).run();

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr())
                .singleElement()
                .asString()
                .startsWith("lastack: ")
                .contains(line);
    }
}
