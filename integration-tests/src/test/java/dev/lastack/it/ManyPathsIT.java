package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.Exposition;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JmxClient;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand lines that leak to ten thousand remotes: few series tell of all of them, and a scrape is soon over. How soon is
 * measured in benchmarks/, part metrics: here it is what the slowest machine can hold, a tenth of what scrapers wait.
 */
class ManyPathsIT {

    private static final int PATHS = 10_000;
    private static final int LIMIT = 50;
    private static final int MOST_SERIES = 7 * LIMIT;
    private static final long SOON_NANOS = Duration.ofSeconds(1).toNanos();

    /** A reading serves for so long at most. */
    private static final Duration OLD = Duration.ofMillis(3_200);

    @Test
    void seriesAreBounded_noConnectionIsLost_andAScrapeIsSoonOver() throws Exception {
        assumeThat(mostDescriptors()).as("descriptors of a process").isGreaterThan(PATHS + 1_000L);
        int port = freePort();
        ForkedJvm many =
                ForkedJvm.running("dev.lastack.it.programs.metrics.ManyPaths").underLoad();
        Path file = many.folder().resolve("many.prom");
        try (RunningJvm program = many.withAgent(
                        "metrics=http:127.0.0.1:" + port,
                        "metrics=file:" + file,
                        "metrics=jmx",
                        "close-wait-threshold=1s",
                        "report=" + many.report())
                .args(PATHS)
                .start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT).untilAsserted(() -> assertTellsOfAll(Exposition.scraped(port)));
            await().atMost(Bounds.EVENT).untilAsserted(() -> assertTellsOfAll(Exposition.of(file)));
            try (JmxClient jmx = JmxClient.of(program.pid())) {
                assertThat(jmx.number("CloseWait")).isEqualTo(PATHS);
                assertThat((CompositeData[]) jmx.attribute("Series")).hasSizeBetween(LIMIT, MOST_SERIES);
            }

            await().atMost(Bounds.EVENT).until(() -> medianOfScrapes(program, port) < SOON_NANOS);

            program.say("");
            program.awaitLine("CLOSED");
            await().atMost(Bounds.EVENT)
                    .untilAsserted(() -> assertThat(Exposition.scraped(port).lines())
                            .noneMatch(line -> line.startsWith("lastack_close_wait_connections{"))
                            .noneMatch(line -> line.startsWith("lastack_findings{rule=\"close-wait/unread"))
                            .anyMatch(line -> line.startsWith("lastack_connections_opened_total{")));
        }
    }

    private static void assertTellsOfAll(Exposition metrics) {
        assertThat(metrics.values()).hasSizeBetween(LIMIT, MOST_SERIES);
        assertThat(metrics.sum("lastack_close_wait_connections")).isEqualTo(PATHS);
        assertThat(metrics.series("lastack_close_wait_connections"))
                .hasSize(LIMIT + 1)
                .anyMatch(line -> line.contains("site=\"other\""));
        assertThat(metrics.sum("lastack_findings", "close-wait/")).isPositive();
    }

    /** With pauses in which readings get old. */
    private static long medianOfScrapes(RunningJvm program, int port) throws Exception {
        long[] nanos = new long[5];
        for (int i = 0; i < nanos.length; i++) {
            Thread.sleep(OLD.toMillis());
            nanos[i] = scrape(program, port);
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    /** Of the endpoint's own threads, as the machine may be busy; a moment that is quiet enough comes. */
    private static long scrape(RunningJvm program, int port) throws IOException {
        long before = nanosOfEndpoint(program);
        assertThat(Exposition.scraped(port).isEmpty()).isFalse();
        return nanosOfEndpoint(program) - before;
    }

    private static long nanosOfEndpoint(RunningJvm program) throws IOException {
        long nanos = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).strip().equals("lastack-http")) {
                    nanos += Long.parseLong(
                            Files.readString(task.resolve("schedstat")).split(" ")[0]);
                }
            }
        }
        return nanos;
    }

    /** The hard limit: the JVM raises its own to that. */
    private static long mostDescriptors() throws IOException {
        List<String> limits = Files.readAllLines(Path.of("/proc/self/limits"));
        String files = limits.stream()
                .filter(line -> line.startsWith("Max open files"))
                .findFirst()
                .orElse("Max open files 0 0 files");
        String hard = files.split(" +")[4];
        return hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
