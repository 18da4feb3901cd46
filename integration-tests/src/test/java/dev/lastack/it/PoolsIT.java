package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.HttpPeer;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.RedisPeer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each library's pool says of its connections: one lent and forgotten, one idle, one in use. */
class PoolsIT {

    private static final String PROGRAMS = "dev.lastack.it.programs.pools";
    private static final int THRESHOLD_MILLIS = 400;

    /** What works every tenth of it is not idle for so long, on a busy machine either. */
    private static final int PATIENT_MILLIS = 3_000;

    private static final LoopbackServer.Handler ECHO =
            socket -> socket.getInputStream().transferTo(socket.getOutputStream());

    /**
     * One library's pool.
     *
     * @param name of the pool, where it has one
     * @param setting that the fix must name
     * @param borrower class of the program whose {@code borrow} has to be named
     */
    record Pool(
            String program, LoopbackServer.Handler peer, String library, String name, String setting, String borrower) {

        @Override
        public String toString() {
            return program;
        }
    }

    private static final Pool REACTOR =
            new Pool("reactor", HttpPeer.ok(3_000_000), "reactor-netty", null, "maxIdleTime", "ReactorPool");

    static Stream<Pool> pools() {
        return Stream.of(
                new Pool("hikari", ECHO, "HikariCP", "orders", "maxLifetime", "JdbcPool"),
                new Pool("tomcat", ECHO, "Tomcat JDBC", "orders", "minEvictableIdleTimeMillis", "JdbcPool"),
                new Pool("dbcp", ECHO, "DBCP 2", null, "minEvictableIdle", "JdbcPool"),
                new Pool("jedis", new RedisPeer(), "Jedis", null, "setMinEvictableIdleDuration", "RedisPool"),
                http("apache-4", "Apache HttpClient 4", "evictIdleConnections", "ApacheFour"),
                http("apache-5", "Apache HttpClient 5", "evictIdleConnections", "ApacheFive"),
                http("apache-5-lax", "Apache HttpClient 5", "evictIdleConnections", "ApacheFive"),
                http("okhttp", "OkHttp", "keepAlive", "OkPool"),
                http("jdk", "HttpURLConnection", "http.keepAlive.time.server", "UrlPool"));
    }

    private static Pool http(String program, String library, String setting, String borrower) {
        return new Pool(program, HttpPeer.ok(2), library, null, setting, borrower);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pools")
    void cutByTheServer_lentOutIsAnError_idleIsNone(Pool pool) {
        Report report = run(pool, "cut").report();

        FindingOfReport error = only(report, "error");
        assertThat(error.rule()).isEqualTo("close-wait/unread");
        assertThat(error.connections()).isEqualTo(1);
        assertBorrowed(error, pool);
        FindingOfReport warning = idleOnes(report);
        // the JDK's own cache is bounded, and clears itself
        assertThat(warning.severity()).isEqualTo(pool.program().equals("jdk") ? "info" : "warning");
        assertThat(warning.connections()).isEqualTo(1);
        assertThat(warning.node().path("fix").asText()).contains(pool.setting());
        JsonNode idle = warning.node().path("pool");
        assertThat(idle.path("library").asText()).isEqualTo(pool.library());
        assertThat(idle.path("state").asText()).isEqualTo("idle");
        assertThat(idle.path("borrowedAt").isNull()).isTrue();
        if (pool.program().equals("hikari")) {
            // the first was opened where the data source was made
            assertThat(Stream.of(error, warning).flatMap(finding -> finding.details().stream()))
                    .filteredOn(line -> line.contains("filler"))
                    .singleElement()
                    .asString()
                    .startsWith("opened by HikariCP's filler, its thread orders");
        }
        report.assertHealthyAgent();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pools")
    void heldByNobodyKnowsWhom_isAnErrorThoughEstablished(Pool pool) {
        Report report = run(pool, "held").report();

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport error = report.finding("open/not-returned");
        assertThat(error.severity()).isEqualTo("error");
        assertThat(error.connections()).isEqualTo(1);
        assertBorrowed(error, pool);
        report.assertHealthyAgent();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pools")
    void inUse_andIdleWhileTheServerIsThere_isNothing(Pool pool) {
        Report report = run(pool, "healthy", PATIENT_MILLIS).report();

        assertThat(report.findingsAboveInfo()).isEmpty();
        report.assertHealthyAgent();
    }

    /** Issue 18, 5. */
    @ParameterizedTest
    @ValueSource(strings = {"okhttp", "apache-5", "hikari"})
    void poolForEachCall_isAnErrorAboutTheClient(String program) {
        Pool each = pools().filter(pool -> pool.program().equals(program))
                .findFirst()
                .orElseThrow();
        Report report = run(each, "each").report();

        FindingOfReport error = only(report, "error");
        assertThat(report.findingsAboveInfo()).hasSize(1);
        assertThat(error.rule()).isEqualTo("close-wait/unread");
        assertThat(error.connections()).isEqualTo(4);
        assertThat(error.node().path("title").asText()).contains("each in a pool of its own");
        assertThat(error.node().path("fix").asText()).startsWith("share one client");
        report.assertHealthyAgent();
    }

    /** More than its subscriber's queue takes: reading is switched off, and not even the remote's close can arrive. */
    @Test
    void responseThatNobodyConsumes_isToldByReactorNetty() {
        Report report = run(REACTOR, "held").report();

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport error = report.finding("open/not-returned");
        assertThat(error.connections()).isEqualTo(1);
        assertThat(error.culprit()).startsWith(PROGRAMS + ".ReactorPool.borrow(");
        assertThat(error.node().path("pool").path("library").asText()).isEqualTo("reactor-netty");
        assertThat(error.node().path("pool").path("state").asText()).isEqualTo("borrowed");
        report.assertHealthyAgent();
    }

    @Test
    void responsesThatAreConsumed_areNothingToReactorNetty() {
        Report report = run(REACTOR, "healthy", PATIENT_MILLIS).report();

        assertThat(report.findingsAboveInfo()).isEmpty();
        report.assertHealthyAgent();
    }

    /** Issue 12, 3: over one connection, which was opened for whoever read all of his answer. */
    @ParameterizedTest
    @ValueSource(strings = {"reactor", "jdk"})
    void answerThatTheSecondUserLeaves_isTheSecondUsers(String client) {
        try (LoopbackServer server = LoopbackServer.with(HttpPeer.ok(3_000_000))) {
            Report report = ForkedJvm.running(PROGRAMS + ".TwoUsers")
                    .withReport(
                            "application-packages=" + PROGRAMS,
                            "borrowed-threshold=" + THRESHOLD_MILLIS + "ms",
                            "stalled-threshold=" + THRESHOLD_MILLIS + "ms")
                    .libraries(CaseLibraries.of("pools"))
                    .args(client, server.port(), THRESHOLD_MILLIS)
                    .run()
                    .healthyReport();

            assertThat(report.total("opened")).isEqualTo(1);
            assertThat(report.findingsAboveInfo())
                    .singleElement()
                    .extracting(FindingOfReport::culprit)
                    .asString()
                    .startsWith(PROGRAMS + ".TwoUsers$" + (client.equals("jdk") ? "Jdk" : "Reactor") + ".status(");
        }
    }

    /** A weak reference of the program's own to each; asked ten times a second meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"jedis", "apache-4"})
    void poolThatNobodyHas_isCollected(String library) {
        LoopbackServer.Handler peer = library.equals("jedis") ? new RedisPeer() : HttpPeer.ok(2);
        try (LoopbackServer server = LoopbackServer.with(peer)) {
            FinishedJvm run = program(server, library, "dropped", THRESHOLD_MILLIS, "report-every=100ms")
                    .run()
                    .succeeded();

            assertThat(run.stdout()).contains("COLLECTED true");
            run.report().assertHealthyAgent();
        }
    }

    /** Met where it opens its next connection, and then asked about those from before, too. */
    @Test
    void poolFromBeforeTheAgent_isAskedOnceItOpensAConnection() {
        CommandLine lastack = CommandLine.loaded();
        try (LoopbackServer server = LoopbackServer.with(ECHO);
                RunningJvm running = ForkedJvm.running(PROGRAMS + ".PoolStory")
                        .libraries(CaseLibraries.of("pools"))
                        .args("dbcp", "late", server.port(), THRESHOLD_MILLIS)
                        .start()) {
            running.awaitLine("READY");
            lastack.run(
                            "attach",
                            running.pid(),
                            "application-packages=" + PROGRAMS,
                            "borrowed-threshold=" + THRESHOLD_MILLIS + "ms")
                    .succeeded();
            running.say("open");
            running.awaitLine("OPENED");

            FindingOfReport finding = running.awaitReport(
                            report -> report.findingsAboveInfo().size() == 1
                                    && report.findingsAboveInfo().get(0).connections() == 2)
                    .findingsAboveInfo()
                    .get(0);

            assertThat(finding.rule()).isEqualTo("open/not-returned");
            assertThat(finding.culprit()).startsWith(PROGRAMS + ".JdbcPool.borrow(");
        }
    }

    private static void assertBorrowed(FindingOfReport finding, Pool pool) {
        assertThat(finding.culprit()).startsWith(PROGRAMS + "." + pool.borrower() + ".borrow(");
        JsonNode said = finding.node().path("pool");
        assertThat(said.path("library").asText()).isEqualTo(pool.library());
        assertThat(said.path("name").asText(null)).isEqualTo(pool.name());
        assertThat(said.path("state").asText()).isEqualTo("borrowed");
        assertThat(Instant.parse(said.path("borrowedAt").asText()))
                .isBefore(Instant.now().minusMillis(THRESHOLD_MILLIS));
        assertThat(said.path("borrowedBy").asText()).startsWith(PROGRAMS + "." + pool.borrower() + ".borrow(");
        assertThat(finding.details())
                .anyMatch(line -> line.contains(pool.library()) && line.contains("never given back"));
    }

    private static FindingOfReport idleOnes(Report report) {
        List<FindingOfReport> found = report.findings().stream()
                .filter(finding -> finding.rule().equals("close-wait/unread"))
                .filter(finding -> !finding.severity().equals("error"))
                .toList();
        assertThat(found).as("idle ones of %s", report).hasSize(1);
        return found.get(0);
    }

    private static FindingOfReport only(Report report, String severity) {
        List<FindingOfReport> found = report.findingsAboveInfo().stream()
                .filter(finding -> finding.severity().equals(severity))
                .toList();
        assertThat(found).as("%ss of %s", severity, report).hasSize(1);
        return found.get(0);
    }

    private static FinishedJvm run(Pool pool, String story) {
        return run(pool, story, THRESHOLD_MILLIS);
    }

    private static FinishedJvm run(Pool pool, String story, int thresholdMillis) {
        try (LoopbackServer server = LoopbackServer.with(pool.peer());
                RunningJvm running =
                        program(server, pool.program(), story, thresholdMillis).start()) {
            running.awaitLine("ANSWERED");
            if (story.equals("cut") || story.equals("each")) {
                server.hangUp();
            }
            return running.awaitEnd().succeeded();
        }
    }

    private static ForkedJvm program(
            LoopbackServer server, String library, String story, int thresholdMillis, String... furtherAgentArgs) {
        List<String> agentArgs = new ArrayList<>(List.of(
                "application-packages=" + PROGRAMS,
                "close-wait-threshold=" + thresholdMillis + "ms",
                "borrowed-threshold=" + thresholdMillis + "ms"));
        Collections.addAll(agentArgs, furtherAgentArgs);
        return ForkedJvm.running(PROGRAMS + ".PoolStory")
                .libraries(CaseLibraries.of("pools"))
                .withReport(agentArgs.toArray(String[]::new))
                .args(library, story, server.port(), thresholdMillis);
    }
}
