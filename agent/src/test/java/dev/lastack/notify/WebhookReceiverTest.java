package dev.lastack.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the JDK's HTTP server, and with peers that speak no HTTP. */
class WebhookReceiverTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 5);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(exchange.getRequestBody().readAllBytes());
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Cookie"));
        int status = answers.isEmpty() ? 204 : answers.remove(0);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : 4);
        if (status != 204) {
            exchange.getResponseBody().write("text".getBytes(StandardCharsets.US_ASCII));
        }
        exchange.close();
    }

    private WebhookReceiver receiver(String userAndAt, String path) {
        return receiver(
                "http://" + userAndAt + "127.0.0.1:" + server.getAddress().getPort() + path, 60_000);
    }

    private static WebhookReceiver receiver(String url, int wholeMillis) {
        return new WebhookReceiver(new HttpPost(URI.create(url), wholeMillis), 1, 1, 1);
    }

    @Test
    void findingIsPosted_toExactlyThatUrl() throws Exception {
        Message message = Told.message();

        receiver("us%20er:p%2Bw@", "/services/T0?key=a%26b&c").deliver(message);
        receiver("", "").deliver(message);

        assertThat(requests)
                .containsExactly(
                        "POST /services/T0?key=a%26b&c application/json Basic dXMgZXI6cCt3 null",
                        "POST / application/json null null");
        assertThat(bodies).allSatisfy(body -> assertThat(body).isEqualTo(message.json()));
    }

    /** What the application has set for its own requests is not for ours. */
    @Test
    void applicationsCookiesAreNotSent() throws Exception {
        CookieHandler before = CookieHandler.getDefault();
        CookieHandler.setDefault(new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                return Map.of("Cookie", List.of("session=secret"));
            }

            @Override
            public void put(URI uri, Map<String, List<String>> headers) {}
        });
        try {
            receiver("", "/").deliver(Told.message());
        } finally {
            CookieHandler.setDefault(before);
        }

        assertThat(requests).containsExactly("POST / application/json null null");
    }

    @Test
    void whatMayPass_isTriedAgain() throws Exception {
        answers.addAll(List.of(500, 429, 503));

        receiver("", "/").deliver(Told.message());

        assertThat(requests).hasSize(4);
    }

    @Test
    void whatStays_isGivenUpAfterFour_andThenTriedOnce_untilItWorks() throws Exception {
        WebhookReceiver receiver = receiver("", "/");
        answers.addAll(List.of(500, 500, 500, 502, 500));

        assertThatThrownBy(() -> receiver.deliver(Told.message())).hasMessage("it answers 502, tried 4 times");
        assertThatThrownBy(() -> receiver.deliver(Told.message())).hasMessage("it answers 500");
        assertThat(requests).hasSize(5);
        receiver.deliver(Told.message());
        answers.addAll(List.of(500));
        receiver.deliver(Told.message());
        assertThat(requests).hasSize(8);
    }

    @Test
    void whatWouldBeSaidAgain_isNotTriedAgain() {
        answers.addAll(List.of(404, 302));

        assertThatThrownBy(() -> receiver("", "/").deliver(Told.message())).hasMessage("it answers 404");
        assertThatThrownBy(() -> receiver("", "/").deliver(Told.message())).hasMessage("it answers 302");
        assertThat(requests).hasSize(2);
    }

    @Test
    void nobodyThere_orNoSuchHost_isSaid() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(
                        () -> receiver("http://127.0.0.1:" + port + "/", 60_000).deliver(Told.message()))
                .hasMessage("Connection refused, tried 4 times");
        assertThatThrownBy(
                        () -> receiver("http://no-such-host.invalid/", 60_000).deliver(Told.message()))
                .hasMessage("no such host, tried 4 times");
    }

    @Test
    void peerThatNeverAnswers_orNeverReads_isGivenUpInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
            HttpPost post = new HttpPost(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), 500);

            assertThatThrownBy(() -> post.send(new byte[10])).hasMessageContaining("500 ms");
            assertThatThrownBy(() -> post.send(new byte[50_000_000])).hasMessage("no answer within 500 ms");
        }
    }

    @Test
    void peerThatTrickles_isGivenUpInTime() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, LOOPBACK)) {
            Thread trickle = new Thread(() -> trickle(slow));
            trickle.start();
            long began = System.nanoTime();

            assertThatThrownBy(() -> new HttpPost(URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/"), 1_000)
                            .send(new byte[10]))
                    .isInstanceOf(IOException.class);

            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(50));
            trickle.join(60_000);
        }
    }

    private static void trickle(ServerSocket slow) {
        try (Socket socket = slow.accept()) {
            while (true) {
                socket.getOutputStream().write('H');
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            // the other side has given up
        }
    }

    @Test
    void whatIsNoHttp_isSaid() throws Exception {
        try (ServerSocket ssh = new ServerSocket(0, 5, LOOPBACK)) {
            Thread peer = new Thread(() -> {
                try (Socket socket = ssh.accept()) {
                    socket.getOutputStream().write("SSH-2.0-OpenSSH_9.9\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the other side closes
                }
            });
            peer.start();

            assertThatThrownBy(() ->
                            new HttpPost(URI.create("http://127.0.0.1:" + ssh.getLocalPort() + "/")).send(new byte[10]))
                    .hasMessage("its answer is no HTTP");
            peer.join(60_000);
        }
    }

    @Test
    void interrupt_endsIt_whateverItWaitsFor() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
            Thread thread = new Thread(() -> {
                try {
                    receiver("http://127.0.0.1:" + silent.getLocalPort() + "/", 600_000)
                            .deliver(Told.message());
                } catch (NotDelivered | InterruptedException e) {
                    // it ends
                }
            });
            thread.start();
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().read();
                thread.interrupt();
                thread.join(60_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
