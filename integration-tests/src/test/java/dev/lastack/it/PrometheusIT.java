package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.InstalledCommand;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.PrometheusServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real Prometheus, where one is installed, and the rules of {@code deploy/}. */
class PrometheusIT {

    private static final Path RULES = Path.of("..", "deploy", "prometheus");
    private static final int JVMS = 3;

    @Test
    void rules_areRight_andFireWhenTheyShould() throws Exception {
        assumeThat(InstalledCommand.runs("promtool"))
                .as("promtool is installed, Debian has it in the package prometheus")
                .isTrue();

        assertThat(promtool("check", "rules", "lastack.rules.yml")).contains("SUCCESS");
        assertThat(promtool("test", "rules", "lastack.rules.test.yml")).contains("SUCCESS");
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(RULES.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void threeJvmsAndATextfile_haveTheNumbersOfTheirReports_andTheAlertEndsWithTheLeak() throws Exception {
        assumeThat(InstalledCommand.runs("prometheus"))
                .as("prometheus is installed, Debian has it as a package")
                .isTrue();

        List<RunningJvm> programs = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        ForkedJvm withTextfile = program();
        Path textfile = withTextfile.folder().resolve("bystander.prom");
        HttpServer collector = serving(textfile);
        int collectorsPort = collector.getAddress().getPort();
        try (LoopbackServer peer = ScriptedPeers.plain()) {
            for (int i = 1; i <= JVMS; i++) {
                int port = freePort();
                ports.add(port);
                programs.add(program()
                        .withAgent("metrics=http:127.0.0.1:" + port)
                        .args(peer.port(), i)
                        .start());
            }
            programs.add(withTextfile
                    .withAgent("metrics=file:" + textfile)
                    .args(peer.port(), JVMS + 1)
                    .start());
            programs.forEach(program -> program.awaitLine("READY"));
            ports.add(collectorsPort);
            String sooner = Files.readString(RULES.resolve("lastack.rules.yml"))
                    .replace("> 300", "> 3")
                    .replaceAll("for: \\d+m", "for: 1s");
            try (PrometheusServer prometheus = PrometheusServer.start(freePort(), ports, sooner)) {
                for (int i = 0; i < ports.size(); i++) {
                    assertHasNumbersOf(programs.get(i), prometheus, ports.get(i));
                }
                for (String query : queriesOfDashboard()) {
                    assertThat(prometheus.stored().accepts(query)).as(query).isTrue();
                }
                await().atMost(Bounds.EVENT).until(() -> prometheus.firing().contains("LastAckCloseWaitOld"));

                for (RunningJvm program : programs) {
                    program.say("close");
                    program.awaitLine("DONE close");
                }

                await().atMost(Bounds.EVENT).until(() -> prometheus.firing().isEmpty());
            }
        } finally {
            programs.forEach(RunningJvm::close);
            collector.stop(0);
        }
    }

    private void assertHasNumbersOf(RunningJvm program, PrometheusServer prometheus, int port) {
        Report report = program.report();
        String of = "{instance=\"127.0.0.1:" + port + "\"}";
        await().atMost(Bounds.EVENT).untilAsserted(() -> {
            assertThat(prometheus.stored().value("sum(lastack_connections_open" + of + ")"))
                    .hasValue((double) report.total("open"));
            assertThat(prometheus.stored().value("sum(lastack_connections_opened_total" + of + ")"))
                    .hasValue((double) report.total("opened"));
            assertThat(prometheus.stored().value("sum(lastack_close_wait_connections" + of + ")"))
                    .hasValue((double) report.total("closeWaitNow"));
            assertThat(prometheus.stored().value("lastack_untracked_sockets" + of))
                    .hasValue(0);
        });
    }

    /** With what Grafana puts in the place of its variables. */
    private static List<String> queriesOfDashboard() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("..", "deploy", "grafana", "lastack.json").toFile());
        List<String> queries = new ArrayList<>();
        for (JsonNode query : dashboard.findValues("expr")) {
            queries.add(query.asText()
                    .replace("$job", ".*")
                    .replace("$instance", ".*")
                    .replace("$__rate_interval", "1m"));
        }
        assertThat(queries).hasSizeGreaterThan(10);
        return queries;
    }

    private static ForkedJvm program() {
        return ForkedJvm.running("dev.lastack.it.programs.attach.Bystander");
    }

    /** As node_exporter passes the file on. */
    private static HttpServer serving(Path file) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
