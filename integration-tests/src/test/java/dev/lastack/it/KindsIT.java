package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.MongoPeer;
import dev.lastack.it.harness.ProgramSources;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of fault of issue 18, by inputs that differ in role and transport. The package's page has the table of all. */
class KindsIT {

    private static ForkedJvm program(String program, String manner) {
        return ForkedJvm.running("dev.lastack.it.programs.kinds." + program)
                .withReport("close-wait-threshold=600ms")
                .args(manner);
    }

    @ParameterizedTest
    @CsvSource({
        // 1: one cause is one finding, over all ports
        "Transfers, passive, close-wait/eof-ignored, 40, Transfers.passive(",
        "Transfers, passive-nio, close-wait/eof-ignored, 40, Transfers.",
        "Transfers, active, close-wait/eof-ignored, 40, Transfers.active(",
        "Transfers, active-nio, close-wait/eof-ignored, 40, Transfers.",
        // 2: a reset ends a connection too
        "Resets, accepted, open/reset-not-closed, 10, Resets.accepted(",
        "Resets, accepted-nio, open/reset-not-closed, 10, Resets.acceptedChannel(",
        "Resets, connected, open/reset-not-closed, 10, Resets.connected(",
        "Resets, connected-nio, open/reset-not-closed, 10, Resets.connectedChannel(",
        // 4: closed by the collector is not closed by the program
        "Lost, finalizer, close-wait/reclaimed-by-gc, 10, Lost.talk(",
        "Lost, finalizer-nio, close-wait/reclaimed-by-gc, 10, Lost.channel(",
        "Lost, cleaner, close-wait/reclaimed-by-gc, 10, Lost.talk(",
        // 6: who answers nobody after the end of stream
        "HalfClosers, socket-silent, close-wait/eof-ignored, 10, HalfClosers",
        "HalfClosers, nio-silent, close-wait/eof-ignored, 10, HalfClosers",
        "HalfClosers, aio-silent, close-wait/eof-ignored, 10, HalfClosers",
        // 8: unreachable while the remote is there
        "Lost, dropped, open/unreachable, 10, Lost.drop(",
        "Lost, dropped-accepted, open/unreachable, 10, Lost.dropAccepted("
    })
    void fault_isOneError(String program, String manner, String rule, long connections, String culprit) {
        Report report = program(program, manner).run().healthyReport();

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding(rule);
        assertThat(finding.severity()).isEqualTo("error");
        assertThat(finding.connections()).isEqualTo(connections);
        assertThat(finding.culprit()).contains(culprit);
    }

    @ParameterizedTest
    @CsvSource({
        "Transfers, passive-closed",
        "Transfers, passive-nio-closed",
        "Transfers, active-closed",
        "Transfers, active-nio-closed",
        "Resets, accepted-closed",
        "Resets, accepted-nio-closed",
        "Resets, connected-closed",
        "Resets, connected-nio-closed",
        "Lost, finalizer-closed",
        "Lost, cleaner-closed",
        "Lost, dropped-closed",
        "Lost, dropped-accepted-closed"
    })
    void twin_isSilent(String program, String manner) {
        assertThat(program(program, manner).run().healthyReport().findingsAboveInfo())
                .isEmpty();
    }

    /** 6: as long as writes go on, half-close is legitimate; while they do, and when they are done. */
    @ParameterizedTest
    @ValueSource(strings = {"socket", "nio", "aio"})
    void answerAfterTheEndOfStream_isHealthy(String transport) {
        try (RunningJvm running = program("HalfClosers", transport).start()) {
            running.awaitLine("STREAMING");
            CommandLine.Outcome live = CommandLine.loaded().run("report", running.pid(), "--format", "json");
            Report report = running.awaitEnd().healthyReport();

            if (live.exitCode() == 0) { // else it had ended already
                assertThat(live.report().findingsAboveInfo()).isEmpty();
            }
            assertThat(report.findingsAboveInfo()).isEmpty();
        }
    }

    /** 1: what a client's own threads open is the same cause as what they open for its caller. */
    @Test
    void clientOfMongoForEachCall_cutByTheServer_isOneFinding() {
        Report report = mongo();

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding("close-wait/unread");
        // ten of the calls, and those that the clients' own threads had open when the server hung up: ten on a quiet
        // machine
        assertThat(finding.connections()).isGreaterThan(10);
        assertThat(finding.culprit()).contains("CutMongo.call(");
    }

    @Test
    void clientOfMongoThatIsClosed_isSilent() {
        assertThat(mongo("closed").findingsAboveInfo()).isEmpty();
    }

    private static Report mongo(String... closed) {
        List<Path> libraries = CaseLibraries.of("mongodb");
        try (LoopbackServer server = LoopbackServer.with(new MongoPeer())) {
            List<Object> args = new ArrayList<>(List.of(server.port(), 1_000));
            args.addAll(List.of(closed));
            try (RunningJvm running = ForkedJvm.running("com.shop.CutMongo")
                    .libraries(List.of(ProgramSources.compiled(libraries, List.of("cut-mongo"))))
                    .libraries(libraries)
                    .withReport("close-wait-threshold=400ms")
                    .args(args.toArray())
                    .start()) {
                running.awaitLine("ANSWERED");
                server.hangUp();
                running.say("go on");
                return running.awaitEnd().healthyReport();
            }
        }
    }
}
