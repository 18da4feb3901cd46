package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.DeployFile;
import dev.lastack.it.harness.Exposition;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.PromqlApi;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import dev.lastack.it.harness.VictoriaMetricsServer;
import dev.lastack.it.oracle.ProcNetTcp;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Metrics by OpenTelemetry's protocol to a server that others wrote: what it makes of them is asked of it. */
class OtlpReceiversIT {

    private static final int EACH = 5;
    private static final int LEFT_OPEN = 3 * EACH;
    private static final String ALL = "{__name__=~\"lastack_.*\"}";

    @BeforeAll
    static void thereIsOne() {
        assumeThat(VictoriaMetricsServer.isInstalled())
                .as("victoria-metrics, on the path or by -Dlastack.it.victoria-metrics=/path/to/it")
                .isTrue();
    }

    /** However it translates names. It is away at first, goes, and comes back on the same port with nothing kept. */
    @Test
    void server_hasTheSeriesOfTheEndpoint_andTheNumbersOfTheReport() throws Exception {
        int port = freePort();
        int endpoint = freePort();
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = program(port, VictoriaMetricsServer.OTLP)
                        .withReport("metrics=otlp", "metrics=http:127.0.0.1:" + endpoint, "close-wait-threshold=1s")
                        .args(peer.port(), EACH)
                        .start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT).until(() -> !stderr(program).isEmpty());
            Report report = await().atMost(Bounds.EVENT)
                    .until(() -> program.report(), OtlpReceiversIT::hasFoundAll); // from then on, nothing changes
            for (boolean naming : new boolean[] {false, true}) {
                try (VictoriaMetricsServer server = VictoriaMetricsServer.start(port, naming)) {
                    await().atMost(Bounds.EVENT).untilAsserted(() -> assertHasNumbersOf(report, server.stored()));
                    await().atMost(Bounds.EVENT)
                            .untilAsserted(() -> assertThat(series(server))
                                    .isEqualTo(Exposition.scraped(endpoint)
                                            .values()
                                            .keySet()));
                }
            }

            try (VictoriaMetricsServer server = VictoriaMetricsServer.start(port, true)) {
                String alert = alert("LastAckCloseWaitOld").replace("> 300", "> 3");
                await().atMost(Bounds.EVENT)
                        .untilAsserted(() -> assertThat(server.stored().value("count(" + alert + ")"))
                                .isPresent());
                program.say("close");
                program.awaitLine("DONE close");
                await().atMost(Bounds.EVENT).untilAsserted(() -> assertIsHealed(server));
                assertThat(server.stored().value("count(" + alert + ")")).isEmpty();
            }

            program.say("end");
            program.awaitEnd().succeeded().report().assertHealthyAgent();
            assertThat(stderr(program))
                    .singleElement()
                    .asString()
                    .startsWith("lastack: metrics do not reach http://127.0.0.1:" + port)
                    .contains("(ConnectException: Connection refused)");
        }
    }

    private static boolean hasFoundAll(Report report) {
        return report.findings().stream()
                        .filter(finding -> finding.rule().startsWith("close-wait/"))
                        .mapToLong(FindingOfReport::connections)
                        .sum()
                == LEFT_OPEN;
    }

    private static void assertHasNumbersOf(Report report, PromqlApi stored) throws Exception {
        assertThat(stored.value("sum(lastack_connections_open)")).hasValue((double) report.total("open"));
        assertThat(stored.value("sum(lastack_connections_opened_total)")).hasValue((double) report.total("opened"));
        assertThat(stored.value("sum(lastack_connections_closed_total)")).hasValue((double) report.total("closed"));
        assertThat(stored.value("sum(lastack_close_wait_connections)")).hasValue((double) report.total("closeWaitNow"));
        assertThat(stored.value("sum(lastack_findings)"))
                .hasValue(report.findings().size());
        assertThat(stored.value("lastack_close_wait_seconds_count")).hasValue(0);
        assertThat(stored.value("lastack_untracked_sockets")).hasValue(0);
        assertThat(stored.value("max(lastack_close_wait_oldest_seconds)").orElse(0))
                .isPositive();
    }

    /** Without the labels that say who it is: the resource's attributes, under one name or another. */
    private static Set<String> series(VictoriaMetricsServer server) throws Exception {
        return server.stored()
                .series(ALL, label -> label.matches("(service|telemetry|scope)[._].*"))
                .keySet();
    }

    /** What is of a state has gone with it, and the rest has not. */
    private static void assertIsHealed(VictoriaMetricsServer server) throws Exception {
        assertThat(series(server))
                .noneMatch(one -> one.startsWith("lastack_close_wait_connections"))
                .noneMatch(one -> one.startsWith("lastack_close_wait_oldest_seconds"))
                .noneMatch(one -> one.startsWith("lastack_findings"))
                .anyMatch(one -> one.startsWith("lastack_connections_opened_total"));
        PromqlApi stored = server.stored();
        assertThat(stored.value("lastack_close_wait_seconds_count")).hasValue(LEFT_OPEN);
        assertThat(stored.value("lastack_close_wait_seconds_bucket{le=\"+Inf\"}"))
                .hasValue(LEFT_OPEN);
        assertThat(stored.value("histogram_quantile(0.9, lastack_close_wait_seconds_bucket)")
                        .orElse(0))
                .isPositive();
        assertThat(stored.value("sum(lastack_connections_closed_total)").orElse(0))
                .isGreaterThanOrEqualTo(LEFT_OPEN);
    }

    private static String alert(String name) throws IOException {
        return DeployFile.tree("prometheus/lastack.rules.yml")
                .at("/groups/0/rules")
                .valueStream()
                .filter(rule -> rule.path("alert").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("expr")
                .asText();
    }

    @Test
    void serverThatKnowsNoSuchPath_isOneLine() throws Exception {
        int port = freePort();
        try (LoopbackServer peer = ScriptedPeers.plain();
                VictoriaMetricsServer server = VictoriaMetricsServer.start(port, true)) {
            await().atMost(Bounds.EVENT).until(() -> server.stored().accepts("up"));
            try (RunningJvm program = program(port, "/wrong")
                    .withReport("metrics=otlp")
                    .args(peer.port(), EACH)
                    .start()) {
                program.awaitLine("READY");
                await().atMost(Bounds.EVENT)
                        .untilAsserted(() -> assertThat(stderr(program))
                                .singleElement()
                                .asString()
                                .contains("/wrong (it answers 400), tried again every 0.5 s"));
                program.say("close");
                program.awaitLine("DONE close");
                program.say("end");
                program.awaitEnd().succeeded().report().assertHealthyAgent();
                assertThat(stderr(program)).hasSize(1);
            }
        }
    }

    @Test
    void serverThatStandsStill_isOneLine_andHasAllAfterwards() throws Exception {
        int port = freePort();
        try (LoopbackServer peer = ScriptedPeers.plain();
                VictoriaMetricsServer server = VictoriaMetricsServer.start(port, true)) {
            await().atMost(Bounds.EVENT).until(() -> server.stored().accepts("up"));
            try (RunningJvm program = program(port, VictoriaMetricsServer.OTLP)
                    .withReport("metrics=otlp")
                    .args(peer.port(), EACH)
                    .start()) {
                program.awaitLine("READY");
                await().atMost(Bounds.EVENT)
                        .untilAsserted(() -> assertThat(server.stored().value("sum(lastack_close_wait_connections)"))
                                .hasValue(LEFT_OPEN));
                server.freeze();
                await().atMost(Bounds.EVENT).until(() -> givenUp(port) > 2);
                // Others than the exporter may have given up too.
                await().atMost(Bounds.EVENT)
                        .untilAsserted(() -> assertThat(stderr(program)).hasSize(1));
                assertThat(program.report().total("closeWaitNow")).isEqualTo(LEFT_OPEN);
                program.say("close");
                program.awaitLine("DONE close");
                server.thaw();
                await().atMost(Bounds.EVENT)
                        .untilAsserted(() -> assertThat(server.stored().value("lastack_close_wait_seconds_count"))
                                .hasValue(LEFT_OPEN));
                program.say("end");
                program.awaitEnd().succeeded().report().assertHealthyAgent();
                assertThat(stderr(program))
                        .singleElement()
                        .asString()
                        .startsWith("lastack: metrics do not reach http://127.0.0.1:" + port);
            }
        }
    }

    /** Connections whose exporter waits no more, at a server that has not seen it. */
    private static long givenUp(int port) {
        return ProcNetTcp.all(one -> one.localPort() == port && one.state() == TcpState.CLOSE_WAIT)
                .size();
    }

    private static ForkedJvm program(int port, String path) {
        return ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                .under(
                        "env",
                        "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:" + port + path,
                        "OTEL_SERVICE_NAME=orders",
                        "OTEL_RESOURCE_ATTRIBUTES=service.namespace=shop,service.instance.id=orders-0",
                        "OTEL_EXPORTER_OTLP_TIMEOUT=1000",
                        "OTEL_METRIC_EXPORT_INTERVAL=500");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Without what JDK 21 and later say of an agent that is attached. */
    private static List<String> stderr(RunningJvm program) throws IOException {
        return Files.readAllLines(program.folder().resolve("stderr.txt")).stream()
                .filter(line -> !line.matches("WARNING: (A Java agent|If a serviceability|Dynamic loading).*"))
                .toList();
    }
}
