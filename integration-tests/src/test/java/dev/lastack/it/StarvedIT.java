package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 18: a close that was late since the process had no processor is not the program's fault. */
class StarvedIT {

    private static final int THRESHOLD_MILLIS = 2_000;
    private static final int LATE_MILLIS = 2 * THRESHOLD_MILLIS;

    /** Half a second more than the program waits to see. */
    private static final int STOPPED_MILLIS = LATE_MILLIS + 500;

    private static ForkedJvm program(String transport, String manner, LoopbackServer peer) {
        return ForkedJvm.running("dev.lastack.it.programs.clients.ClosesLate")
                .args(transport, manner, peer.port(), LATE_MILLIS)
                .withReport("close-wait-threshold=" + THRESHOLD_MILLIS + "ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "nio"})
    void processThatStoodStill_hasNotClosedLate(String transport) throws Exception {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm running = program(transport, "stopped", peer).start()) {
            running.awaitLine("EOF");
            signal("STOP", running.pid());
            TimeUnit.MILLISECONDS.sleep(STOPPED_MILLIS); // what the test is about
            signal("CONT", running.pid());
            Report report = running.awaitEnd().succeeded().report();

            assertThat(report.findingsAboveInfo()).isEmpty();
            assertThat(report.notes())
                    .anyMatch(note -> note.startsWith("this JVM had no processor for ") && note.endsWith(": 1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "nio"})
    void programThatSleeps_has(String transport) {
        try (LoopbackServer peer = ScriptedPeers.plain()) {
            Report report = program(transport, "asleep", peer).run().succeeded().report();

            assertThat(report.finding("close-wait/slow-close").connections()).isEqualTo(1);
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
