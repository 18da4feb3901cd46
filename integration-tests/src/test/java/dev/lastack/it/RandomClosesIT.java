package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.FurtherRow;
import dev.lastack.it.harness.Report;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Two thousand connections closed in random order and manner by both ends: every first closer is what the program
 * itself knows it did. The same seed again with {@code -Dlastack.it.seed=...}.
 */
class RandomClosesIT {

    private static final int CONNECTIONS = 2_000;
    private static final long SEED = Long.getLong("lastack.it.seed", System.nanoTime());

    @FurtherRow
    @Test
    void programKnowsWhatItDoes_withoutAgent() {
        FinishedJvm run = program().run().succeeded();

        assertThat(expectations(run).stream().mapToLong(Expectation::count).sum())
                .isEqualTo(2L * CONNECTIONS);
    }

    @Test
    void everyFirstCloserIsRight() {
        FinishedJvm run = program()
                .withReport("close-wait-threshold=" + Bounds.PROMPT.toMillis() + "ms")
                .run()
                .succeeded();

        Report report = run.report();
        assertThat(report.total("opened")).isEqualTo(2L * CONNECTIONS);
        assertThat(report.total("closed")).isEqualTo(2L * CONNECTIONS);
        assertThat(report.total("open")).isZero();
        report.assertHealthyAgent();
        assertThat(report.findings()).noneMatch(finding -> finding.rule().startsWith("close-wait/"));
        SoftAssertions all = new SoftAssertions();
        for (Expectation expectation : expectations(run)) {
            all.assertThat(expectation.in(report.codePaths()))
                    .as("%s, seed %d", expectation, SEED)
                    .isEqualTo(expectation.count());
        }
        all.assertAll();
    }

    private static ForkedJvm program() {
        System.out.println("seed " + SEED);
        return ForkedJvm.running("dev.lastack.it.programs.random.RandomCloses")
                .underLoad()
                .args(SEED, CONNECTIONS);
    }

    private static List<Expectation> expectations(FinishedJvm run) {
        return run.stdout().stream()
                .filter(line -> line.startsWith("EXPECT "))
                .map(Expectation::parse)
                .toList();
    }

    /** {@code EXPECT role transport listenerPort firstCloser count}; a first closer may be one of two, by {@code |}. */
    private record Expectation(String role, String transport, int port, List<String> firstClosers, long count) {

        static Expectation parse(String line) {
            String[] words = line.split(" ");
            return new Expectation(
                    words[1],
                    words[2],
                    Integer.parseInt(words[3]),
                    List.of(words[4].split("\\|")),
                    Long.parseLong(words[5]));
        }

        long in(List<CodePathOfReport> paths) {
            return paths.stream()
                    .filter(path ->
                            path.role().equals(role) && path.transport().equals(transport) && path.peerPort() == port)
                    .flatMapToLong(path -> firstClosers.stream().mapToLong(path::firstCloser))
                    .sum();
        }
    }
}
