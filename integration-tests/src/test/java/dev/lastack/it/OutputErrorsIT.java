package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that cannot be written, as a shell hands them over: "$@" is the command line. */
class OutputErrorsIT {

    private static final String FULL = "lastack: cannot write to standard output: No space left on device\n";

    private static Outcome bash(String script, String arguments) {
        return CommandLine.ofThisJdk()
                .under("bash", "-o", "pipefail", "-c", script, "bash")
                .run((Object[]) arguments.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "-h", "list", "list --json", "doctor", "doctor --json", "explain", "completion"})
    void fullOutput_isOneLineAnd2(String arguments) {
        assertThat(bash("\"$@\" > /dev/full", arguments)).isEqualTo(new Outcome(2, "", FULL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "doctor --json", "explain", "completion"})
    void closedPipe_isQuiet(String arguments) {
        Outcome outcome = bash("\"$@\" | head -c 1 > /dev/null", arguments);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isLessThan(3);
    }

    @Test
    void closedDescriptor_isOneLineAnd2() {
        Outcome outcome = bash("\"$@\" >&-", "completion");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("lastack: cannot write to standard output: ")
                .hasLineCount(1);
    }

    /** Attaching, and all that talks to a JVM; files and devices as well as the output. */
    @Test
    void commandsOnAJvm_failTheSameWay() {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                        .args(peer.port(), 1)
                        .start()) {
            program.awaitLine("READY");
            String pid = Long.toString(program.pid());

            assertThat(bash("\"$@\" > /dev/full", "attach " + pid)).isEqualTo(new Outcome(2, "", FULL));
            assertThat(bash("\"$@\" > /dev/full", "report " + pid)).isEqualTo(new Outcome(2, "", FULL));
            assertThat(bash("\"$@\" > /dev/full", "watch --count=1 " + pid)).isEqualTo(new Outcome(2, "", FULL));
            assertThat(bash("\"$@\"", "report " + pid + " -o /dev/full"))
                    .isEqualTo(new Outcome(2, "", "lastack: cannot write /dev/full: No space left on device\n"));
            assertThat(bash("\"$@\"", "report " + pid + " -o /dev/stdout")
                            .succeeded()
                            .out())
                    .startsWith("LastAck ");
            assertThat(bash("\"$@\" > /dev/full", "detach " + pid)).isEqualTo(new Outcome(2, "", FULL));
        }
    }

    /** The watch has no end of its own: it ends with its reader. */
    @Test
    void commandsOnAJvm_areQuietWhereNobodyReads() {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                        .args(peer.port(), 1)
                        .start()) {
            program.awaitLine("READY");
            String pid = Long.toString(program.pid());

            for (String arguments :
                    List.of("attach " + pid, "report " + pid, "watch --interval=0.2 " + pid, "detach " + pid)) {
                Outcome outcome = bash("\"$@\" | head -c 1 > /dev/null", arguments);

                assertThat(outcome.err()).as(arguments).isEmpty();
                assertThat(outcome.exitCode()).as(arguments).isZero();
            }
        }
    }

    @Test
    void auditThatCannotWriteItsReport_doesNotPass() {
        String program = "-- " + Layout.java() + " -jar " + Layout.demoJar() + " --only=PriceFeedClosed";

        assertThat(bash("\"$@\" 2> /dev/full", "run " + program).exitCode()).isEqualTo(2);
        Outcome file = bash("\"$@\"", "run -o /dev/full " + program);
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).isEqualTo("lastack: cannot write /dev/full: No space left on device\n");
    }
}
