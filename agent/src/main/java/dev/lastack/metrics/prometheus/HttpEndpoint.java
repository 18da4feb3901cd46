package dev.lastack.metrics.prometheus;

import com.sun.net.httpserver.HttpServer;
import dev.lastack.metrics.Exporter;
import dev.lastack.metrics.MetricsModel;
import dev.lastack.metrics.Readings;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** For Prometheus to scrape: its client library's own server, at {@code /metrics}. */
public final class HttpEndpoint implements Exporter {

    /** A scraper or two, and somebody who looks. */
    private static final int THREADS = 3;

    private static final int IDLE_SECONDS = 60;

    /** What the library's server sets for the whole JVM as soon as its class is initialised. */
    private static final String[] PROPERTIES = {"sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime"};

    private final InetAddress address;
    private final int port;
    private final Readings readings;
    private final IntSupplier limit;
    private @Nullable HTTPServer server;
    private @Nullable ThreadPoolExecutor threads;

    public HttpEndpoint(InetAddress address, int port, Readings readings, IntSupplier limit) {
        this.address = address;
        this.port = port;
        this.readings = readings;
        this.limit = limit;
    }

    @Override
    public void start() throws IOException {
        withoutTracesInTheJvm();
        PrometheusRegistry registry = new PrometheusRegistry();
        MultiCollector collector =
                () -> PrometheusModel.of(MetricsModel.of(readings.take(), limit.getAsInt()), Labels.EMPTY);
        registry.register(collector);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), HttpEndpoint::thread);
        pool.allowCoreThreadTimeOut(true);
        try {
            server = HTTPServer.builder(PrometheusProperties.builder().build())
                    .inetAddress(address)
                    .port(port)
                    .executorService(pool)
                    .registry(registry)
                    .buildAndStart();
            threads = pool;
        } finally {
            if (server == null) {
                pool.shutdownNow();
            }
        }
    }

    /**
     * The application may have a server of the JDK's too: limits that the JDK reads once are read before the library sets
     * them, and what it has set goes again.
     */
    private static void withoutTracesInTheJvm() throws IOException {
        HttpServer.create().stop(0);
        String[] before = new String[PROPERTIES.length];
        for (int i = 0; i < PROPERTIES.length; i++) {
            before[i] = System.getProperty(PROPERTIES[i]);
        }
        initialise();
        for (int i = 0; i < PROPERTIES.length; i++) {
            if (before[i] == null) {
                System.clearProperty(PROPERTIES[i]);
            }
        }
    }

    private static void initialise() throws IOException {
        try {
            Class.forName(HTTPServer.class.getName(), true, HttpEndpoint.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    /** Of the group of whoever starts it; the server's own thread comes from one of these. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "lastack-http");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    @Override
    public void close() {
        HTTPServer running = server;
        ThreadPoolExecutor pool = threads;
        if (running == null || pool == null) {
            return;
        }
        server = null;
        running.close();
        pool.shutdownNow();
        try {
            pool.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
