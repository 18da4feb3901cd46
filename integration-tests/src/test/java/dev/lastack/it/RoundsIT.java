package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Attaching;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.RunningJvm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Attaching and detaching again and again, while the program talks over the very methods that get hooks and lose them
 * (issue 17). {@code -Dlastack.it.rounds=1000} for as many as somebody has time for.
 */
class RoundsIT {

    private static final int PATIENCE = 20;

    /** The JVM begins to listen for attaching, loads what stays, and compiles what was deoptimised. */
    private static final int FIRST_ROUNDS = 10;

    private static final int ROUNDS = Integer.getInteger("lastack.it.rounds", 25);

    /**
     * Of metaspace, in bytes: what the VM itself may keep of classes that were exchanged, with blocks that it has freed
     * already; 240 KB of each round on JDK 25.0.3, and 180 KB on JDK 17.0.15 until it levels off after 30
     * (docs/attach.md). Our own classes are 1.5 MB: if they stayed, it would be seen at once.
     */
    private static final long A_ROUND = 400_000;

    /** The VM counts each class that was exchanged as loaded once more; the agent's own are 300. */
    private static final int CLASSES_OF_A_ROUND = 60;

    private record Held(
            long heap, long classes, long threads, long descriptors, long loaders, long records, long metaspace) {

        static Held parse(String line) {
            List<Long> numbers = Stream.of(line.split(" ")).map(Long::parseLong).toList();
            return new Held(
                    numbers.get(0),
                    numbers.get(1),
                    numbers.get(2),
                    numbers.get(3),
                    numbers.get(4),
                    numbers.get(5),
                    numbers.get(6));
        }
    }

    @Test
    void roundsUnderTraffic_leaveTheJvmAsItWas() throws Exception {
        Attaching attaching = new Attaching();
        try (RunningJvm program = ForkedJvm.running("dev.lastack.it.programs.attach.RoundTraffic")
                .underLoad()
                .start()) {
            program.awaitLine("READY");
            rounds(attaching, program, FIRST_ROUNDS);
            Held early = measured(program, 1);

            rounds(attaching, program, ROUNDS);
            // what the last round has ended is gone a moment later, on a busy machine
            AtomicInteger question = new AtomicInteger(1);
            Held late = await().atMost(Bounds.EVENT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> measured(program, question.incrementAndGet()),
                            now -> now.threads() == early.threads() || question.get() > PATIENCE);

            String both = early + ", then " + late;
            assertThat(late.threads()).as("threads: %s", both).isEqualTo(early.threads());
            assertThat(late.descriptors()).as("descriptors: %s", both).isEqualTo(early.descriptors());
            // One that waits for the next to take its place, and one that the collector has not found yet.
            assertThat(late.loaders())
                    .as("class loaders of the agent: %s", both)
                    .isLessThanOrEqualTo(2);
            assertThat(late.records()).as("records: %s", both).isZero();
            assertThat(late.heap() - early.heap()).as("heap: %s", both).isLessThan(1_000_000);
            assertThat(late.classes() - early.classes())
                    .as("classes: %s", both)
                    .isLessThan((long) ROUNDS * CLASSES_OF_A_ROUND);
            assertThat(late.metaspace() - early.metaspace())
                    .as("metaspace: %s", both)
                    .isLessThan(ROUNDS * A_ROUND);
        }
    }

    private static void rounds(Attaching attaching, RunningJvm program, int times) {
        for (int round = 0; round < times; round++) {
            attaching.attach(program.pid());
            attaching.detach(program.pid());
        }
    }

    private static Held measured(RunningJvm program, int question) {
        program.say("");
        return Held.parse(program.awaitLine("MEASURED " + question));
    }
}
