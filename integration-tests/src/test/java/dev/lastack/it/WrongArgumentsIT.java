package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.OnOneJava;
import dev.lastack.it.harness.ScriptedPeers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake in the agent's arguments is one clear line on standard error, and the application runs without the agent. */
@OnOneJava
class WrongArgumentsIT {

    /** @param named what the line must name: the key, the value, what is expected */
    record Mistake(String argument, List<String> named) {
        @Override
        public String toString() {
            return argument;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake("no-such-key=1", List.of("no-such-key")),
                new Mistake("close-wait-threshold=soon", List.of("close-wait-threshold", "soon", "duration")),
                new Mistake("close-wait-threshold=", List.of("close-wait-threshold")),
                new Mistake("stack-depth=many", List.of("stack-depth", "many")),
                new Mistake("stack-depth=-1", List.of("stack-depth", "-1")),
                new Mistake("report=no/such/folder/report.json", List.of("report", "no/such/folder")),
                new Mistake("close-wait-threshold=1s,close-wait-threshold=2s", List.of("close-wait-threshold", "2s")),
                new Mistake("close-wait-threshold", List.of("close-wait-threshold")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isOneLine_andTheApplicationRuns(Mistake mistake) {
        try (LoopbackServer peer = ScriptedPeers.plain()) {
            FinishedJvm without = talker(peer).run().succeeded();
            FinishedJvm run = talker(peer).withAgent(mistake.argument()).run().succeeded();

            assertThat(run.stdoutBytes()).isEqualTo(without.stdoutBytes());
            assertThat(run.stderr())
                    .singleElement()
                    .asString()
                    .startsWith("lastack: ")
                    .contains(mistake.named());
            assertThat(run.folder()).isDirectoryNotContaining("glob:**report*");
        }
    }

    private static ForkedJvm talker(LoopbackServer peer) {
        return ForkedJvm.running("dev.lastack.it.programs.host.Talker").args(peer.port());
    }
}
