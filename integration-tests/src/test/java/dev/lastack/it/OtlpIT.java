package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.OtlpReceiver;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metrics by OpenTelemetry's protocol, to a receiver that does what it should, and to those that do not. */
class OtlpIT {

    private static final int EACH = 5;
    private static final int LEFT_OPEN = 3 * EACH;
    private static final String BYSTANDER = "dev.lastack.it.programs.attach.Bystander";

    /** Of what a receiver that fails may add to the heap in a hundred tries: nothing but noise. */
    private static final long NOISE_BYTES = 1_500_000;

    private final CommandLine lastack = CommandLine.loaded();
    private int measured;

    @Test
    void receiver_hasTheReportsNumbers_andTheConnectionToItIsNotAmongThem() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = program(
                                receiver.endpoint(),
                                "OTEL_SERVICE_NAME=orders",
                                "OTEL_RESOURCE_ATTRIBUTES=service.version=1.2.3,k8s.pod.name=orders-0",
                                "OTEL_EXPORTER_OTLP_COMPRESSION=gzip",
                                // what the application has for itself
                                "OTEL_METRICS_EXPORTER=none",
                                "OTEL_SDK_DISABLED=true")
                        .withReport("metrics=otlp", "close-wait-threshold=1s")
                        .args(peer.port(), EACH)
                        .start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT).until(() -> receiver.sum("lastack_findings") > 0);
            Report report = await().atMost(Bounds.EVENT)
                    .until(() -> program.report(), one -> one.total("closeWaitNow") == LEFT_OPEN);
            await().atMost(Bounds.EVENT).untilAsserted(() -> assertHasNumbersOf(report, receiver));
            assertThat(receiver.resource())
                    .containsEntry("service.name", "orders")
                    .containsEntry("service.version", "1.2.3")
                    .containsEntry("k8s.pod.name", "orders-0")
                    .containsKey("service.instance.id");

            Report after = program.report();
            assertThat(after.total("opened")).isEqualTo(report.total("opened"));
            assertThat(after.codePaths()).noneMatch(path -> path.peerPort() == receiver.port());
            after.assertHealthyAgent();

            program.say("close");
            program.awaitLine("DONE close");
            await().atMost(Bounds.EVENT)
                    .until(() ->
                            receiver.metric("lastack_close_wait_connections").isEmpty());
            assertThat(receiver.metric("lastack_close_wait_oldest_seconds")).isEmpty();
            HistogramDataPoint waits = receiver.metric("lastack_close_wait_seconds")
                    .map(Metric::getHistogram)
                    .orElseThrow()
                    .getDataPoints(0);
            assertThat(waits.getCount()).isEqualTo(LEFT_OPEN);

            lastack.run("detach", program.pid()).succeeded();
            int sent = receiver.requests();
            measure(program);
            assertThat(receiver.requests()).isEqualTo(sent);
            assertThat(stderr(program)).isEmpty();
        }
    }

    private static void assertHasNumbersOf(Report report, OtlpReceiver receiver) {
        assertThat(receiver.sum("lastack_connections_open")).isEqualTo(report.total("open"));
        assertThat(receiver.sum("lastack_connections_open", "transport=aio")).isEqualTo(EACH);
        assertThat(receiver.sum("lastack_connections_opened_total")).isEqualTo(report.total("opened"));
        assertThat(receiver.sum("lastack_connections_closed_total")).isEqualTo(report.total("closed"));
        assertThat(receiver.sum("lastack_close_wait_connections", "role=client"))
                .isEqualTo(LEFT_OPEN);
        assertThat(receiver.sum("lastack_untracked_sockets")).isZero();
        assertThat(receiver.series("lastack_untracked_sockets")).isEqualTo(1);
        assertThat(receiver.metric("lastack_connections_opened_total"))
                .hasValueSatisfying(
                        metric -> assertThat(metric.getSum().getIsMonotonic()).isTrue())
                .hasValueSatisfying(metric -> assertThat(metric.getSum().getAggregationTemporality())
                        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE));
    }

    @Test
    void detached_itLeavesNothing() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = program(
                                receiver.endpoint(), "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta")
                        .args(peer.port(), EACH)
                        .start()) {
            program.awaitLine("READY");
            for (int round = 1; round <= 3; round++) {
                int before = receiver.requests();
                lastack.run("attach", program.pid(), "metrics=otlp").succeeded();
                await().atMost(Bounds.EVENT).until(() -> receiver.requests() > before + 1);
                lastack.run("detach", program.pid()).succeeded();
            }
            await().atMost(Bounds.EVENT)
                    .untilAsserted(() -> assertThat(threads(program))
                            .isNotEmpty()
                            .noneMatch(name -> name.startsWith("lastack") || name.startsWith("HttpClient")));
            assertThat(receiver.metric("lastack_connections_opened_total"))
                    .hasValueSatisfying(metric -> assertThat(metric.getSum().getAggregationTemporality())
                            .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA));
            assertThat(receiver.sum("lastack_connections_opened_total"))
                    .as("in the last interval")
                    .isZero();
            // See DetachIT: of the last one, for a moment, and on later JDKs until the next takes its place.
            long staying = JavaVersion.ofPrograms() == 17 ? 0 : 1;
            await().atMost(Bounds.EVENT)
                    .untilAsserted(() -> assertThat(Long.parseLong(measure(program)[4]))
                            .as("class loaders of the agent")
                            .isLessThanOrEqualTo(staying + 1));
            assertThat(stderr(program)).noneMatch(line -> line.contains("lastack") || line.contains("opentelemetry"));
        }
    }

    @Test
    void receiverThatRefusesIsSlowOrGoesAway_isOneLine_andTheProgramIsUnharmed() throws Exception {
        OtlpReceiver receiver = OtlpReceiver.start();
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = program(
                                receiver.endpoint(),
                                "OTEL_METRIC_EXPORT_INTERVAL=100",
                                "OTEL_EXPORTER_OTLP_TIMEOUT=1000")
                        .jvmArgs("-Xmx64m")
                        .withReport("metrics=otlp")
                        .args(peer.port(), EACH)
                        .start()) {
            receiver.answer(500);
            program.awaitLine("READY");
            awaitMore(receiver, 10);
            long before = Long.parseLong(measure(program)[0]);
            awaitMore(receiver, 50);
            receiver.delay(30_000);
            awaitMore(receiver, 2);
            receiver.close();

            long after = Long.parseLong(measure(program)[0]);

            assertThat(after - before).as("bytes of heap").isLessThan(NOISE_BYTES);
            program.say("close");
            program.awaitLine("DONE close");
            program.say("end");
            FinishedJvm ended = program.awaitEnd().succeeded();
            ended.report().assertHealthyAgent();
            assertThat(ended.report().total("closed")).isEqualTo(ended.report().total("opened"));
            assertThat(stderr(program))
                    .containsExactly("lastack: metrics do not reach " + receiver.endpoint()
                            + " (it answers 500), tried again every 0.1 s");
        } finally {
            receiver.close();
        }
    }

    @Test
    void protocolThatIsNotSpoken_isOneLine() throws Exception {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = program("http://127.0.0.1:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc")
                        .withReport("metrics=otlp")
                        .args(peer.port(), 1)
                        .start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT)
                    .untilAsserted(() -> assertThat(stderr(program))
                            .singleElement()
                            .asString()
                            .startsWith("lastack: no metrics by otlp: ")
                            .contains("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf"));
            program.say("end");
            assertThat(program.awaitEnd().succeeded().report().notes())
                    .anyMatch(note -> note.startsWith("no metrics by otlp: "));
        }
    }

    private static ForkedJvm program(String endpoint, String... environment) {
        List<String> command = new ArrayList<>(
                List.of("env", "OTEL_EXPORTER_OTLP_ENDPOINT=" + endpoint, "OTEL_METRIC_EXPORT_INTERVAL=500"));
        command.addAll(List.of(environment));
        return ForkedJvm.running(BYSTANDER).under(command.toArray(String[]::new));
    }

    private static void awaitMore(OtlpReceiver receiver, int requests) {
        int enough = receiver.requests() + requests;
        await().atMost(Bounds.EVENT).until(() -> receiver.requests() >= enough);
    }

    private String[] measure(RunningJvm program) {
        program.say("measure");
        return program.awaitLine("MEASURED " + ++measured).split(" ");
    }

    private static List<String> threads(RunningJvm program) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            return tasks.map(OtlpIT::name).toList();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // this one ended meanwhile
        }
    }

    /** Without what JDK 21 and later say of an agent that is attached. */
    private static List<String> stderr(RunningJvm program) throws IOException {
        return Files.readAllLines(program.folder().resolve("stderr.txt")).stream()
                .filter(line -> !line.matches("WARNING: (A Java agent|If a serviceability|Dynamic loading).*"))
                .toList();
    }
}
