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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However many code paths leak, each way out gives few series, soon. Of a snapshot that is there: to take one is measured in
 * benchmarks/, part metrics. Of the threads that do it alone: the machine may be busy.
 */
class ManyCodePathsTest {

    private static final int PATHS = 10_000;
    private static final int LIMIT = 50;
    private static final int MOST_SERIES = 7 * LIMIT;
    private static final double MILLIS = 100;
    private static final long LATEST = TimeUnit.MINUTES.toNanos(1);

    private static final Reading READING = ReadingFixtures.of(paths());

    private static PathBuilder[] paths() {
        PathBuilder[] paths = new PathBuilder[PATHS];
        for (int i = 0; i < PATHS; i++) {
            paths[i] = client().id("p" + i)
                    .openStack(Sites.appStack("com.acme.Client" + i + ".call", 7))
                    .peer("10.0." + i / 250 + "." + i % 250 + ":443")
                    .rate(1 + i % 7)
                    .open(1 + i % 3, connection().remoteClosed(10_000L + i));
        }
        return paths;
    }

    @Test
    void scrape() throws Exception {
        int port = freePort();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        try (HttpEndpoint endpoint =
                new HttpEndpoint(InetAddress.getLoopbackAddress(), port, () -> READING, () -> LIMIT)) {
            endpoint.start();

            String exposition = soon(
                    "lastack-http",
                    () -> client.send(request, BodyHandlers.ofString()).body());

            assertFew(exposition);
        }
    }

    @Test
    void mxBean() throws Exception {
        ObjectName name = new ObjectName("dev.lastack:type=Connections");
        NewFindings findings = new NewFindings(() -> READING, () -> READING);
        try (ConnectionsBean bean = new ConnectionsBean(() -> READING, findings, () -> LIMIT, format -> "")) {
            bean.start();

            CompositeData[] series = (CompositeData[]) soon(
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
     * Beside another module's tests the compilers need seconds until they come to it.
     *
     * @param worker what the threads are called that do it
     */
    private static <T> T soon(String worker, Callable<T> ask) throws Exception {
        long begin = System.nanoTime();
        T answer = ask.call();
        double millis;
        do {
            long before = cpuNanos(worker);
            answer = ask.call();
            millis = (cpuNanos(worker) - before) / 1e6;
        } while (millis > MILLIS && System.nanoTime() - begin < LATEST);
        assertThat(millis).as("milliseconds of processor time").isBetween(0.1, MILLIS);
        return answer;
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
