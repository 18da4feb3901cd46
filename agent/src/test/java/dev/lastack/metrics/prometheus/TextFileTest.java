package dev.lastack.metrics.prometheus;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Sites;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.ReadingFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TextFileTest {

    private static final long LONG_FROM_NOW = TimeUnit.MINUTES.toNanos(2);

    private static final Reading READING =
            ReadingFixtures.of(client().openStack(Sites.appStack("com.acme.A\"b\\c.run", 3))
                    .open(2, connection().remoteClosed(90_500)));

    @TempDir
    Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    /** As the reading is asked for once more only when the first has been written, or it ends. */
    private final CountDownLatch taken = new CountDownLatch(1);

    private TextFile textFile(String name) {
        return new TextFile(folder + "/" + name, 4242, this::take, () -> 50, said::add);
    }

    private Reading take() {
        taken.countDown();
        return READING;
    }

    @Test
    void atTheJvmsEnd_onlyCountsStay() throws Exception {
        TextFile file = textFile("app.prom");
        file.start();
        taken.await();

        file.jvmEnds(System.nanoTime() + LONG_FROM_NOW);

        assertThat(lines("app.prom"))
                .contains(
                        "lastack_connections_opened_total{role=\"client\"} 2.0",
                        "lastack_close_wait_seconds_bucket{le=\"5.0\"} 2",
                        "lastack_close_wait_seconds_bucket{le=\"+Inf\"} 3",
                        "lastack_close_wait_seconds_sum 7.5",
                        "lastack_close_wait_seconds_count 3")
                .noneMatch(line -> line.startsWith("lastack_connections_open{")
                        || line.startsWith("lastack_close_wait_connections")
                        || line.startsWith("lastack_findings"));
        assertThat(said).isEmpty();
    }

    @Test
    void withThePidInItsName_eachSeriesHasIt_andTheFileGoesWithTheJvm() throws Exception {
        TextFile file = textFile("app-%p.prom");
        file.start();
        while (!Files.exists(folder.resolve("app-4242.prom"))) {
            Thread.onSpinWait();
        }

        assertThat(lines("app-4242.prom"))
                .contains(
                        "# TYPE lastack_connections_open gauge",
                        "# TYPE lastack_connections_opened_total counter",
                        "lastack_connections_open{pid=\"4242\",role=\"client\",transport=\"socket\"} 2.0",
                        "lastack_close_wait_oldest_seconds{pid=\"4242\","
                                + "site=\"com.acme.A\\\"b\\\\c.run(A\\\"b\\\\c.java:3)\"} 90.5")
                .allMatch(line -> line.startsWith("#") || line.contains("pid=\"4242\""));

        file.jvmEnds(System.nanoTime() + LONG_FROM_NOW);
        assertThat(files()).isEmpty();
    }

    @Test
    void afterDetaching_nothingStays() throws Exception {
        TextFile file = textFile("app.prom");
        file.start();
        taken.await();

        file.close();

        assertThat(files()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void link_stays_andNothingIsBehindItAfterDetaching() throws Exception {
        Path behind = Files.createFile(folder.resolve("behind.prom"));
        Files.createSymbolicLink(folder.resolve("app.prom"), behind);
        TextFile file = textFile("app.prom");
        file.start();
        while (Files.size(behind) == 0) {
            Thread.onSpinWait();
        }

        file.close();

        assertThat(folder.resolve("app.prom")).isSymbolicLink();
        assertThat(behind).isEmptyFile();
    }

    @Test
    void whatCannotBeWritten_isSaidInOneLine() throws Exception {
        TextFile file = textFile("missing/app.prom");
        file.start();

        assertThat(said.poll(2, TimeUnit.MINUTES))
                .isEqualTo("lastack: cannot write metrics to " + folder + "/missing/app.prom: the folder " + folder
                        + "/missing does not exist");
        file.close();
        assertThat(said).isEmpty();
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
