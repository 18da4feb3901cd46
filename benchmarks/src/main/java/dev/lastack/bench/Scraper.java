package dev.lastack.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks an endpoint for its metrics every so many seconds; Prometheus does so every 15 to 60 s. */
final class Scraper implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final int everySeconds;
    private final Thread thread = new Thread(this::again, "scraper");
    private volatile boolean scraped;

    Scraper(int port, int everySeconds) {
        this.everySeconds = everySeconds;
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void again() {
        try {
            while (true) {
                Thread.sleep(everySeconds * 1_000L);
                try {
                    if (once().contains("lastack_connections_open")) {
                        scraped = true;
                    }
                } catch (IOException e) {
                    // not there yet, or no more
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** All that the endpoint says. */
    String once() throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Fails where nothing was scraped: metrics that nobody asks for are cheap. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        if (!scraped) {
            throw new IOException("no scrape of " + request.uri() + " succeeded");
        }
    }
}
