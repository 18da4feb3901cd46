package dev.lastack.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the exporter that uses it, against peers that speak HTTP well, badly, encrypted, and not at all. */
class PlainSenderTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    /** Far more than a busy machine needs for an answer that has come. */
    private static final Map<String, String> PATIENT = Map.of("otel.exporter.otlp.timeout", "600s");

    private static final long SOON_SECONDS = 240;

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @Test
    void answer_endsTheExport_whateverComesWithIt() throws Exception {
        for (String answer : List.of(
                OK,
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "HTTP/1.0 204\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n" + OK,
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\nabc",
                "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n")) {
            long before = System.nanoTime();
            assertThat(export(PATIENT, answer)).as(answer).isNull();
            assertThat(System.nanoTime() - before).as(answer).isLessThan(TimeUnit.SECONDS.toNanos(SOON_SECONDS));
        }
        assertThat(requests.element())
                .startsWith("POST /v1/metrics HTTP/1.1\r\nHost: 127.0.0.1:")
                .contains("\r\nContent-Type: application/x-protobuf\r\n", "\r\nConnection: close\r\n")
                .containsPattern("\r\nUser-Agent: OTel-OTLP-Exporter-Java/1\\.\\d+\\.\\d+\r\n");
    }

    @Test
    void whatIsNoAnswer_isAnError() throws Exception {
        Map<String, String> once = Map.of("otel.java.exporter.otlp.retry.disabled", "true");
        assertThat(export(once, "")).contains("closed before it answered");
        assertThat(export(once, "SSH-2.0-OpenSSH_9.2\r\n")).contains("no answer of HTTP: SSH-2.0-OpenSSH_9.2");
        assertThat(export(once, "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(1_000)))
                .contains("more than 200 headers");
        assertThat(export(once, "HTTP/1.1 200 " + "a".repeat(100_000))).contains("a line of more than");
        assertThat(export(once, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))
                .contains("400");
    }

    @Test
    void whatMayBeTriedAgain_is_afterThePauseThatTheReceiverAsksFor() throws Exception {
        long before = System.nanoTime();

        assertThat(export(Map.of(), "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\n\r\n", "", OK))
                .isNull();

        assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.SECONDS.toNanos(2));
        assertThat(requests).hasSize(3);
        assertThat(List.copyOf(requests)).allMatch(request -> request.startsWith("POST "));
    }

    @Test
    void pauseThatIsLongerThanTheTimeOut_isNotWaitedFor() throws Exception {
        long before = System.nanoTime();

        assertThat(export(PATIENT, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\n\r\n"))
                .contains("429");

        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(SOON_SECONDS));
    }

    @Test
    void encrypted_theServerIsWhoItSaysItIs(@TempDir Path folder) throws Exception {
        HttpsServer server = server(folder);
        try {
            Map<String, String> trusted = Map.of("otel.exporter.otlp.certificate", folder + "/server.pem");
            String byName = "https://localhost:" + server.getAddress().getPort();
            String byAddress = "https://127.0.0.1:" + server.getAddress().getPort();

            assertThat(exportTo(byName, trusted)).isNull();
            assertThat(exportTo(byName, Map.of())).contains("SSLHandshakeException");
            assertThat(exportTo(byAddress, trusted))
                    .contains("SSLHandshakeException")
                    .contains("127.0.0.1");
        } finally {
            server.stop(0);
        }
    }

    /** Of a server with a certificate of its own for {@code localhost}, and no address. */
    private static HttpsServer server(Path folder) throws Exception {
        Path store = folder.resolve("server.p12");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "a",
                "-dname",
                "CN=x",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "a",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-file",
                folder + "/server.pem");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** One export to a peer that answers each connection with the next of these; null where it arrives, or else why not. */
    private @Nullable String export(Map<String, String> more, String... answers) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread peer = new Thread(() -> answer(listener, answers), "peer");
            peer.setDaemon(true);
            peer.start();
            return exportTo("http://127.0.0.1:" + listener.getLocalPort(), more);
        }
    }

    private static @Nullable String exportTo(String endpoint, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of("otel.exporter.otlp.endpoint", endpoint));
        properties.putAll(more);
        try (MetricExporter exporter = OtlpConfiguration.read(properties).exporter()) {
            return OtlpPush.reason(exporter.export(List.of()));
        }
    }

    /** Keeps each connection until the next one, as a server does that closes when it likes. */
    private void answer(ServerSocket listener, String... answers) {
        List<Socket> kept = new ArrayList<>();
        try {
            for (String answer : answers) {
                Socket socket = listener.accept();
                kept.add(socket);
                requests.add(head(socket.getInputStream()));
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                if (answer.isEmpty()) {
                    socket.close();
                }
            }
            listener.accept();
        } catch (IOException e) {
            // the test is over
        } finally {
            kept.forEach(PlainSenderTest::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.toString();
    }
}
