package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.Exposition;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.JmxClient;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** What metrics say is what the report says, whatever way they are given out; and asking for them is not counted. */
class MetricsIT {

    private static final int EACH = 5;
    private static final int LEFT_OPEN = 3 * EACH;
    private static final String BYSTANDER = "dev.lastack.it.programs.attach.Bystander";

    private final CommandLine lastack = CommandLine.loaded();

    @Test
    void allWaysOut_haveTheReportsNumbers_andOwnSocketsAreNotAmongThem() throws Exception {
        int port = freePort();
        ForkedJvm bystander = ForkedJvm.running(BYSTANDER);
        Path file = bystander.folder().resolve("bystander.prom");
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = bystander
                        .withReport(
                                "metrics=file:" + file,
                                "metrics=http:127.0.0.1:" + port,
                                "metrics=jmx",
                                "close-wait-threshold=1s")
                        .args(peer.port(), EACH)
                        .start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT)
                    .until(() -> Exposition.scraped(port).sum("lastack_findings", "severity=\"error\"") > 0
                            || Exposition.scraped(port).sum("lastack_findings", "severity=\"warning\"") > 0);
            try (JmxClient jmx = JmxClient.of(program.pid())) {
                Report report = await().atMost(Bounds.EVENT)
                        .until(() -> program.report(), MetricsIT::hasFoundAll); // from then on, nothing changes
                await().atMost(Bounds.EVENT).untilAsserted(() -> assertHasNumbersOf(report, Exposition.scraped(port)));
                await().atMost(Bounds.EVENT).untilAsserted(() -> assertHasNumbersOf(report, Exposition.of(file)));
                await().atMost(Bounds.EVENT).until(() -> areOfOneReading(Exposition.scraped(port), jmx));
                assertThat(jmx.number("Open")).isEqualTo(report.total("open"));
                assertThat(jmx.number("Opened")).isEqualTo(report.total("opened"));
                assertThat(jmx.number("Closed")).isEqualTo(report.total("closed"));
                assertThat(jmx.number("CloseWait")).isEqualTo(LEFT_OPEN);
                assertThat((CompositeData[]) jmx.attribute("Findings"))
                        .hasSameSizeAs(report.findings())
                        .allSatisfy(finding -> assertThat(report.findings())
                                .anyMatch(one -> one.rule().equals(finding.get("rule"))
                                        && one.culprit().equals(finding.get("site"))));
                assertThat(Report.of(jmx.report("json")).total("closeWaitNow")).isEqualTo(LEFT_OPEN);

                Report after = program.report();
                assertThat(after.total("opened")).isEqualTo(report.total("opened"));
                assertThat(after.codePaths()).noneMatch(path -> path.peerPort() == port);
                after.assertHealthyAgent();

                heal(program);
                await().atMost(Bounds.EVENT)
                        .until(() -> Exposition.scraped(port)
                                .series("lastack_close_wait_connections")
                                .isEmpty());
                Exposition healed = Exposition.scraped(port);
                assertThat(healed.series("lastack_close_wait_oldest_seconds")).isEmpty();
                assertThat(healed.sum("lastack_close_wait_seconds_count")).isEqualTo(LEFT_OPEN);

                lastack.run("detach", program.pid()).succeeded();

                assertThat(jmx.hasConnections()).isFalse();
                assertThat(Exposition.scraped(port).isEmpty()).isTrue();
                assertThat(file).doesNotExist();
                await().atMost(Bounds.EVENT)
                        .untilAsserted(() -> assertThat(threads(program))
                                .noneMatch(name -> name.startsWith("lastack") || name.startsWith("HTTP-Dispatcher")));
            }
        }
    }

    /** Connections become findings one after the other, as they pass the threshold. */
    private static boolean hasFoundAll(Report report) {
        return report.findings().stream()
                        .filter(finding -> finding.rule().startsWith("close-wait/"))
                        .mapToLong(FindingOfReport::connections)
                        .sum()
                == LEFT_OPEN;
    }

    /** LastAck's own processor time is another one at each reading, if only by what the reading before took. */
    private static boolean areOfOneReading(Exposition metrics, JmxClient jmx) throws Exception {
        String line = metrics.series("lastack_overhead_seconds_total").get(0);
        return Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)).equals(jmx.attribute("OverheadSeconds"));
    }

    private static void assertHasNumbersOf(Report report, Exposition metrics) {
        assertThat(metrics.sum("lastack_connections_open")).isEqualTo(report.total("open"));
        assertThat(metrics.sum("lastack_connections_open", "role=\"server\"")).isZero();
        assertThat(metrics.sum("lastack_connections_open", "transport=\"aio\"")).isEqualTo(EACH);
        assertThat(metrics.sum("lastack_connections_opened_total")).isEqualTo(report.total("opened"));
        assertThat(metrics.sum("lastack_connections_closed_total")).isEqualTo(report.total("closed"));
        assertThat(metrics.sum("lastack_close_wait_connections", "role=\"client\""))
                .isEqualTo(report.total("closeWaitNow"))
                .isEqualTo(LEFT_OPEN);
        assertThat(metrics.series("lastack_close_wait_connections"))
                .allMatch(line -> line.contains("site=\"" + BYSTANDER + ".open(Bystander.java:"));
        assertThat(metrics.sum("lastack_findings")).isEqualTo(report.findings().size());
        assertThat(metrics.sum("lastack_untracked_sockets")).isZero();
        assertThat(metrics.series("lastack_untracked_sockets")).hasSize(1);
        assertThat(metrics.sum("lastack_suppressed_errors_total")).isZero();
        assertThat(metrics.series("lastack_overhead_seconds_total")).hasSize(1);
    }

    @Test
    void askedForWhenAttaching_itIsThereAtOnce_andChanges_andLeavesNothingBehind() throws Exception {
        int port = freePort();
        int other = freePort();
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program =
                        ForkedJvm.running(BYSTANDER).args(peer.port(), EACH).start()) {
            program.awaitLine("READY");
            for (int round = 1; round <= 3; round++) {
                lastack.run("attach", program.pid(), "metrics=jmx;http:127.0.0.1:" + port)
                        .succeeded();
                assertThat(Exposition.scraped(port).sum("lastack_close_wait_connections"))
                        .isEqualTo(LEFT_OPEN);

                lastack.run("attach", program.pid(), "metrics=http:127.0.0.1:" + other)
                        .succeeded();
                assertThat(Exposition.scraped(port).isEmpty()).isTrue();
                Report report = program.report();
                assertThat(Exposition.scraped(other).sum("lastack_connections_open"))
                        .isEqualTo(report.total("open"));
                report.assertHealthyAgent();

                lastack.run("detach", program.pid()).succeeded();
                assertThat(Exposition.scraped(other).isEmpty()).isTrue();
                program.say("measure");
                String[] measured = program.awaitLine("MEASURED " + round).split(" ");
                // See DetachIT: of the last one, for a moment, and on later JDKs until the next takes its place.
                long staying = JavaVersion.ofPrograms() == 17 ? 0 : 1;
                assertThat(Long.parseLong(measured[4]))
                        .as("class loaders of the agent")
                        .isLessThanOrEqualTo(staying + 1);
            }
            await().atMost(Bounds.EVENT)
                    .untilAsserted(() -> assertThat(threads(program))
                            .noneMatch(name -> name.startsWith("lastack") || name.startsWith("HTTP-Dispatcher")));
        }
    }

    @Test
    void newFinding_isToldOverJmx() throws Exception {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program =
                        ForkedJvm.running(BYSTANDER).args(peer.port(), EACH).start()) {
            program.awaitLine("READY");
            lastack.run("attach", program.pid(), "metrics=jmx", "close-wait-threshold=20s")
                    .succeeded();
            try (JmxClient jmx = JmxClient.of(program.pid())) {
                BlockingQueue<Notification> told = jmx.notifications();

                lastack.run("attach", program.pid(), "close-wait-threshold=100ms")
                        .succeeded();

                Notification notification = told.poll(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(notification).isNotNull();
                assertThat(notification.getType()).isEqualTo("dev.lastack.finding");
                assertThat(((CompositeData) notification.getUserData())
                                .get("rule")
                                .toString())
                        .startsWith("close-wait/");
            }
        }
    }

    @Test
    void whatCannotBegin_isOneLine_andTheApplicationStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program = ForkedJvm.running(BYSTANDER)
                        .withReport(
                                "metrics=http:127.0.0.1:" + taken.getLocalPort(),
                                "metrics=http:192.0.2.1:9464",
                                "metrics=http:no-such-host.invalid:9464")
                        .args(peer.port(), EACH)
                        .start()) {
            program.awaitLine("READY");
            String start = "lastack: no metrics by http:";
            await().atMost(Bounds.EVENT)
                    .untilAsserted(
                            () -> assertThat(Files.readAllLines(program.folder().resolve("stderr.txt")))
                                    .containsExactly(
                                            start + "127.0.0.1:" + taken.getLocalPort() + ": Address already in use",
                                            start + "192.0.2.1:9464: Cannot assign requested address",
                                            start + "no-such-host.invalid:9464: no such address"));
            program.say("end");
            assertThat(program.awaitEnd().succeeded().report().notes())
                    .anyMatch(note -> note.startsWith("no metrics by http:127.0.0.1:"));
        }
    }

    @Test
    void atTheEnd_theFileHasCountsOnly_andOneWithThePidGoes() throws Exception {
        ForkedJvm demo = ForkedJvm.runningJar(Layout.demoJar());
        Path named = demo.folder().resolve("demo.prom");
        FinishedJvm ended = demo.withReport("metrics=file:" + named + ";file:" + demo.folder() + "/demo-%p.prom")
                .args("--only=PriceFeedEofIgnored", "--connections=" + EACH)
                .run()
                .succeeded();

        Exposition last = Exposition.of(named);
        assertThat(last.sum("lastack_connections_opened_total"))
                .isEqualTo(ended.report().total("opened"))
                .isPositive();
        assertThat(last.series("lastack_connections_open")).isEmpty();
        assertThat(last.series("lastack_close_wait_connections")).isEmpty();
        try (Stream<Path> files = Files.list(demo.folder())) {
            assertThat(files.filter(one -> one.toString().endsWith(".prom"))).containsExactly(named);
        }
    }

    /** Management and the JDK's server initialise logging: not before the program has said by whom. */
    @Test
    void programsLogManager_isItsOwn() throws Exception {
        int port = freePort();
        String program = "dev.lastack.it.programs.metrics.OwnLogManager";
        try (RunningJvm running = ForkedJvm.running(program)
                .withAgent("metrics=http:127.0.0.1:" + port, "metrics=jmx")
                .start()) {
            assertThat(running.awaitLine("MANAGER")).isEqualTo(program + "$Manager");
            await().atMost(Bounds.EVENT).until(() -> !Exposition.scraped(port).isEmpty());
        }
    }

    private static void heal(RunningJvm program) {
        program.say("close");
        program.awaitLine("DONE close");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static List<String> threads(RunningJvm program) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            return tasks.map(MetricsIT::name).toList();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // this one ended meanwhile
        }
    }
}
