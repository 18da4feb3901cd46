package dev.lastack.metrics.prometheus;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.metrics.ReadingFixtures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void scrape_givesWhatThereIs_inTheFormatThatIsAskedFor() throws Exception {
        int port = freePort();
        try (HttpEndpoint endpoint = endpoint(port)) {
            endpoint.start();

            assertThat(get(port, "/metrics", "text/plain").body())
                    .contains("# TYPE lastack_connections_open gauge\n")
                    .contains("\nlastack_connections_open{role=\"client\",transport=\"socket\"} 2.0\n")
                    .contains("\nlastack_connections_opened_total{role=\"client\"} 2.0\n");
            assertThat(get(port, "/metrics", "application/openmetrics-text; version=1.0.0")
                            .body())
                    .endsWith("# EOF\n");
            assertThat(get(port, "/-/healthy", "text/plain").statusCode()).isEqualTo(200);
            assertThat(get(port, "/", "text/html").statusCode()).isEqualTo(200);
        }
        new ServerSocket(port, 1, LOOPBACK).close();
    }

    @Test
    void theJvmsOwnServers_keepTheirLimits() throws Exception {
        Set<Object> before = new TreeSet<>(System.getProperties().keySet());
        try (HttpEndpoint endpoint = endpoint(freePort())) {
            endpoint.start();

            assertThat(new TreeSet<>(System.getProperties().keySet())).isEqualTo(before);
        }
    }

    @Test
    void takenPort_isRefused_andNothingIsLeft() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK);
                HttpEndpoint endpoint = endpoint(taken.getLocalPort())) {
            assertThatThrownBy(endpoint::start).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("lastack-http") && thread.isAlive());
    }

    private static HttpEndpoint endpoint(int port) {
        return new HttpEndpoint(LOOPBACK, port, () -> ReadingFixtures.of(client().open(2, connection())), () -> 50);
    }

    private static HttpResponse<String> get(int port, String path, String accepted) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accepted)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            return free.getLocalPort();
        }
    }
}
