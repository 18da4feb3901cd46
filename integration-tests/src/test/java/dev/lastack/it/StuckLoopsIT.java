package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Http1Request;
import dev.lastack.it.harness.Http2Request;
import dev.lastack.it.harness.ProgramSources;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.WebSocketRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A handler blocks an event loop, and with it every connection of that loop: the one that it serves, and those that
 * were served before and wait for the next request. All of them are where the loop stands.
 */
class StuckLoopsIT {

    private static final String HEALTHY = Http1Request.get("/health");
    private static final String THRESHOLD = "close-wait-threshold=500ms";

    /**
     * What blocks the one loop of a listener.
     *
     * @param standing class and method in which the loop stands
     * @param handler class and method of the request's, before an attach too; empty where nobody knows it
     * @param route empty where there is none
     */
    record Blocker(String request, String standing, String handler, String route) {

        static Blocker of(String request, String standing, String handler, String route) {
            return new Blocker(request, "com.shop." + standing, handler.isEmpty() ? "" : "com.shop." + handler, route);
        }
    }

    /** A program whose listeners have a loop each. */
    record Loops(String libraries, List<String> sources, String mainClass, List<Blocker> blockers) {

        ForkedJvm program() {
            List<Path> jars = CaseLibraries.of(libraries);
            return ForkedJvm.running("com.shop." + mainClass)
                    .jvmArgs("-Dshop.loops=1", "-Dreactor.netty.ioWorkerCount=1")
                    .libraries(List.of(ProgramSources.compiled(jars, sources)))
                    .libraries(jars);
        }

        @Override
        public String toString() {
            return mainClass;
        }
    }

    private static final Loops UNDERTOW = new Loops(
            "undertow",
            List.of("common", "undertow-loops"),
            "UndertowLoops",
            List.of(
                    Blocker.of(
                            Http2Request.get("/report"),
                            "UndertowLoops$ReportHandler.print",
                            "UndertowLoops$ReportHandler.handleRequest",
                            "GET /report"),
                    Blocker.of(
                            WebSocketRequest.say("/rooms/hush-hush", "hush-hush"),
                            "UndertowLoops$Room.answer",
                            "UndertowLoops$Room.said",
                            "/{room}"),
                    Blocker.of(
                            WebSocketRequest.say("/chat", "hush-hush"),
                            "UndertowLoops$Chat.answer",
                            "UndertowLoops$Chat.onFullTextMessage",
                            "")));

    private static final Loops NETTY = new Loops(
            "netty-4.1",
            List.of("common", "netty-loops"),
            "NettyLoops",
            List.of(
                    Blocker.of(Http1Request.get("/report"), "NettyLoops$NioHandler.print", "", ""),
                    Blocker.of(Http1Request.get("/report"), "NettyLoops$EpollHandler.print", "", ""),
                    Blocker.of(Http1Request.get("/report"), "NettyLoops$OwnLoop.print", "", "")));

    private static final Loops NETTY_3 = new Loops(
            "netty-3",
            List.of("common", "netty-three"),
            "NettyThree",
            List.of(Blocker.of(Http1Request.get("/report"), "NettyThree$ReportHandler.print", "", "")));

    private static final Loops VERTX = new Loops(
            "vertx-web",
            List.of("common", "vertx"),
            "VertxShop",
            List.of(Blocker.of(
                    Http1Request.get("/reports/hush-hush"),
                    "VertxShop.print",
                    "VertxShop.report",
                    "GET /reports/:day")));

    private static final Loops FLUX = new Loops(
            "spring-webflux",
            List.of("common", "webflux"),
            "FluxApplication",
            List.of(Blocker.of(
                    Http1Request.get("/reports/hush-hush"),
                    "FluxApplication$UploadController.print",
                    "FluxApplication$UploadController.report",
                    "GET /reports/{day}")));

    /** Netty 3's loops run on an executor, whose threads do not lead to them: known from the start only. */
    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of(UNDERTOW, true),
                Arguments.of(UNDERTOW, false),
                Arguments.of(NETTY, true),
                Arguments.of(NETTY, false),
                Arguments.of(NETTY_3, true),
                Arguments.of(VERTX, false),
                Arguments.of(FLUX, false));
    }

    /** @param fromTheStart the agent is there from the start; else it comes when the loops are stuck and the clients gone */
    @ParameterizedTest(name = "{0}, agent from the start: {1}")
    @MethodSource("programs")
    void connectionsOfAStuckLoop_areWhereTheLoopStands(Loops loops, boolean fromTheStart) throws IOException {
        ForkedJvm program = loops.program();
        try (RunningJvm running = (fromTheStart ? program.withReport(THRESHOLD) : program).start()) {
            comeAndLeave(running, loops);
            if (!fromTheStart) {
                CommandLine.loaded().run("attach", running.pid(), THRESHOLD).succeeded();
            }
            Report report = awaitFindings(running, 2 * loops.blockers().size());

            for (Blocker blocker : loops.blockers()) {
                assertFound(report, blocker);
            }
            assertThat(report.toString()).doesNotContain("hush-hush");
        }
    }

    private static void comeAndLeave(RunningJvm running, Loops loops) throws IOException {
        String[] ports = running.awaitLine("LISTEN").strip().split(" ");
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            Socket idle = ask(Integer.parseInt(ports[i]), HEALTHY);
            clients.add(idle);
            awaitAnswer(idle.getInputStream());
            clients.add(ask(Integer.parseInt(ports[i]), loops.blockers().get(i).request()));
            running.awaitLine("SERVED-" + (i + 1));
        }
        for (Socket client : clients) {
            client.getInputStream().skipNBytes(client.getInputStream().available()); // else closing would be a reset
            client.close();
        }
    }

    private static Socket ask(int port, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Bounds.EVENT.toMillis());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static void awaitAnswer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (!answer.toString(StandardCharsets.US_ASCII).endsWith("fine")) {
            int next = in.read();
            assertThat(next).as("after %s", answer).isNotNegative();
            answer.write(next);
        }
    }

    private static Report awaitFindings(RunningJvm running, int connections) {
        return running.awaitReport(report -> report.findingsAboveInfo().stream()
                        .mapToLong(FindingOfReport::connections)
                        .sum()
                >= connections);
    }

    private static void assertFound(Report report, Blocker blocker) {
        List<FindingOfReport> found = report.findingsAboveInfo().stream()
                .filter(finding -> finding.culprit().startsWith(blocker.standing() + "("))
                .toList();
        assertThat(found.stream().mapToLong(FindingOfReport::connections).sum())
                .as("%s in %s", blocker, report.findingsAboveInfo())
                .isEqualTo(2);
        if (!blocker.handler().isEmpty()) {
            assertThat(found).as("%s", found).anySatisfy(finding -> {
                assertThat(finding.node().path("handler").asText()).startsWith(blocker.handler() + "(");
                assertThat(finding.node().path("route").asText("")).isEqualTo(blocker.route());
            });
        }
    }
}
