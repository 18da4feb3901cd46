package dev.lastack.metrics;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.Sites;
import dev.lastack.found.NewFindings;
import dev.lastack.metrics.jmx.ConnectionsBean;
import dev.lastack.metrics.prometheus.HttpEndpoint;
import dev.lastack.metrics.prometheus.TextFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However many code paths leak, each way out gives few series, and ten times as many paths cost about ten times as much. Of a
 * reading that is there, and of the threads that do it alone. What it costs in milliseconds is measured in benchmarks/, part
 * metrics: here it would be the machine's figure.
 */
class ManyCodePathsTest {

    private static final int PATHS = 10_000;
    private static final int LIMIT = 50;
    private static final int MOST_SERIES = 7 * LIMIT;

    /** Ten times and what sorting adds make 13, each path compared with each makes 100. */
    private static final double MOST = 40;

    private static final int ROUNDS = 6;
    private static final Reading READING = ReadingFixtures.of(paths(PATHS));
    private static final Reading TENTH = ReadingFixtures.of(paths(PATHS / 10));

    private volatile Reading reading = READING;

    private static PathBuilder[] paths(int number) {
        PathBuilder[] paths = new PathBuilder[number];
        for (int i = 0; i < number; i++) {
            paths[i] = client().id("p" + i)
                    .openStack(Sites.appStack("com.acme.Client" + i + ".call", 7))
                    .peer("10.0." + i / 250 + "." + i % 250 + ":443")
                    .rate(1 + i % 7)
                    .open(1 + i % 3, connection().remoteClosed(10_000L + i));
        }
        return paths;
    }

    @Test
    void model() throws Exception {
        List<Metric> metrics = inProportion(Thread.currentThread().getName(), () -> MetricsModel.of(reading, LIMIT));

        assertThat(metrics)
                .allSatisfy(metric ->
                        assertThat(metric.samples().size()).as(metric.name()).isLessThanOrEqualTo(LIMIT + 80));
        assertThat(metrics.stream().mapToInt(metric -> metric.samples().size()).sum())
                .isBetween(LIMIT, 6 * LIMIT);
    }

    @Test
    void scrape() throws Exception {
        int port = freePort();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        try (HttpEndpoint endpoint =
                new HttpEndpoint(InetAddress.getLoopbackAddress(), port, () -> reading, () -> LIMIT)) {
            endpoint.start();

            String exposition = inProportion(
                    "lastack-http",
                    () -> client.send(request, BodyHandlers.ofString()).body());

            assertFew(exposition);
        }
    }

    @Test
    void mxBean() throws Exception {
        ObjectName name = new ObjectName("dev.lastack:type=Connections");
        NewFindings findings = new NewFindings(() -> READING, () -> READING);
        try (ConnectionsBean bean = new ConnectionsBean(() -> reading, findings, () -> LIMIT, format -> "")) {
            bean.start();

            CompositeData[] series = (CompositeData[]) inProportion(
                    Thread.currentThread().getName(),
                    () -> ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Series"));

            assertThat(series.length).isBetween(LIMIT, MOST_SERIES);
        }
    }

    /** It is written anew every 10 s, by a thread of its own: no reader waits for it. */
    @Test
    void file(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("many.prom");
        try (TextFile text = new TextFile(file.toString(), 1, () -> READING, () -> LIMIT, line -> {})) {
            text.start();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
            while (!Files.exists(file) && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }

            assertFew(Files.readString(file));
        }
    }

    private static void assertFew(String exposition) {
        assertThat(exposition.lines().filter(line -> !line.startsWith("#")).count())
                .isBetween((long) LIMIT, (long) MOST_SERIES);
        assertThat(exposition).contains("site=\"other\"");
    }

    /**
     * The least of several in turns: the machine may be busy, and the compilers come to it when they can.
     *
     * @param worker what the threads are called that do it
     */
    private <T> T inProportion(String worker, Callable<T> ask) throws Exception {
        T answer = null;
        long ofAll = Long.MAX_VALUE;
        long ofTenth = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            reading = TENTH;
            long before = cpuNanos(worker);
            ask.call();
            ofTenth = less(ofTenth, cpuNanos(worker) - before);
            reading = READING;
            before = cpuNanos(worker);
            answer = ask.call();
            ofAll = less(ofAll, cpuNanos(worker) - before);
        }
        assertThat((double) ofAll / ofTenth)
                .as("processor time of ten times as many paths")
                .isBetween(1.0, MOST);
        return answer;
    }

    /** Not where a thread of that name, of a test before, ended meanwhile and took its time with it. */
    private static long less(long least, long nanos) {
        return nanos > 0 ? Math.min(least, nanos) : least;
    }

    private static long cpuNanos(String worker) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(worker))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getId())))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
