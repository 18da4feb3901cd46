package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import dev.lastack.it.programs.hostile.HostileNames;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real JVM whose classes, threads and properties have names that steer terminals: no text output passes them on. */
class HostileNamesIT {

    private static final String STEERING = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]";

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

    private ForkedJvm program() {
        return ForkedJvm.running("dev.lastack.it.programs.hostile.HostileNames").args(peer.port());
    }

    private static void assertHarmless(String text) {
        assertThat(text).doesNotContainPattern(STEERING);
        assertThat(text.lines()).noneMatch(line -> line.startsWith(HostileNames.FORGED));
    }

    private Outcome harmless(Object... arguments) {
        Outcome outcome = lastack.run(arguments).succeeded();
        assertHarmless(outcome.out());
        assertHarmless(outcome.err());
        return outcome;
    }

    /** Watched from its begin, so that the leak's own names are in all of them. */
    @Test
    void everyTextOfACommand_isHarmless_andJsonIsExact() throws IOException {
        try (RunningJvm running =
                program().withReport("close-wait-threshold=1ms").start()) {
            running.awaitLine("READY");
            long pid = running.pid();

            harmless("attach", pid);
            String text = harmless("report", pid).out();
            assertThat(text).contains("close-wait/eof-ignored").contains("\\u001bc\\u000a" + HostileNames.FORGED);
            harmless("watch", "--count=1", pid);
            harmless("list");

            String json = harmless("report", pid, "--format=json").out();
            JsonNode report = new ObjectMapper().readTree(json);
            assertThat(report.at("/codePaths/0/openStack"))
                    .anyMatch(site -> site.asText().contains(HostileNames.NAME));
            assertThat(report.at("/codePaths/0/samples/0/thread").asText()).isEqualTo(HostileNames.NAME);
            harmless("detach", pid);
        }
    }

    /** The properties that name program and JDK were changed before anybody looked. */
    @Test
    void attachedLate_isHarmlessToo() throws IOException {
        try (RunningJvm running = program().start()) {
            running.awaitLine("READY");
            long pid = running.pid();

            harmless("attach", pid);
            assertThat(harmless("report", pid).out()).contains("\\u001bc\\u000a" + HostileNames.FORGED);
            harmless("watch", "--count=1", pid);
            JsonNode jvm = new ObjectMapper()
                    .readTree(harmless("report", pid, "--format=json").out())
                    .get("jvm");
            assertThat(jvm.get("javaVersion").asText()).isEqualTo(HostileNames.NAME);
            harmless("detach", pid);
        }
    }

    @Test
    void reportAtExit_isHarmless() {
        ForkedJvm program = program();
        try (RunningJvm running = program.withAgent(
                        "report=-", "report=" + program.folder().resolve("report.txt"))
                .start()) {
            running.awaitLine("READY");
            running.terminate();
            FinishedJvm ended = running.awaitEnd();

            assertHarmless(String.join("\n", ended.stderr()));
            assertThat(program.folder().resolve("report.txt")).content().satisfies(HostileNamesIT::assertHarmless);
            assertThat(String.join("\n", ended.stderr())).contains("\\u001bc\\u000a");
        }
    }

    @Test
    void namesOnTheCommandLine_areHarmlessInErrors() {
        String name = "x\u001b[2J\n" + HostileNames.FORGED;
        for (List<Object> arguments : List.of(
                List.<Object>of("report", 1, "-o", name),
                List.<Object>of("report", name),
                List.<Object>of("explain", name),
                List.<Object>of("run", "-o", name + ".txt/y.txt", "true"),
                List.<Object>of("run", "--baseline", name, "true"),
                List.<Object>of("run", "--set", name, "true"),
                List.<Object>of("run", name),
                List.<Object>of(name))) {
            Outcome outcome = lastack.run(arguments.toArray());

            assertThat(outcome.exitCode()).as("%s", arguments).isIn(2, 4, 127);
            assertHarmless(outcome.out());
            assertHarmless(outcome.err());
            assertThat(outcome.err()).startsWith("lastack: ").hasLineCount(1);
        }
    }
}
