package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.GrpcRequest;
import dev.lastack.it.harness.Http1Request;
import dev.lastack.it.harness.Http2Request;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.LeavingClient;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.ProgramSources;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.WebSocketRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many handlers on one port, some of which leak: each that does is a finding, with its method and its route. Of
 * connections from before the agent and from after it alike.
 */
class HandlersIT {

    private static final int CLIENTS = 2;
    /** Tomcat's poller sleeps for up to 1 s before it lets go of what was closed, longer on a busy machine. */
    private static final int THRESHOLD_MILLIS = 3_000;

    /** Who knows when a request was taken over. */
    enum Async {
        UNKNOWN,
        SEEN,
        RECORDED
    }

    /**
     * A handler that leaks.
     *
     * @param request what a client sends
     * @param handler class and method
     * @param async how the report knows since when it is
     * @param standing the method of the handler's class in which its thread stands; empty where none does
     */
    record Leak(String request, String handler, String route, Async async, String standing) {

        /** A thread is stuck with it, below the handler. */
        Leak standingIn(String method) {
            return new Leak(request, handler, route, async, method);
        }

        /** Of one request at least, as the hook on {@code startAsync} has seen it. */
        Leak seenToStart() {
            return new Leak(request, handler, route, Async.SEEN, standing);
        }

        static Leak get(String path, String handler, String route) {
            return new Leak(Http1Request.get(path), "com.shop." + handler, route, Async.UNKNOWN, "");
        }

        static Leak call(String method, String handler) {
            return new Leak(
                    GrpcRequest.call("/" + method, "hush-hush"),
                    "com.shop." + handler,
                    "/" + method,
                    Async.UNKNOWN,
                    "");
        }

        static Leak async(String path, String handler, String route) {
            return new Leak(Http1Request.get(path), "com.shop." + handler, route, Async.RECORDED, "");
        }

        /** By HTTP/2. */
        static Leak stream(String path, String handler, String route) {
            return new Leak(Http2Request.get(path), "com.shop." + handler, route, Async.UNKNOWN, "");
        }

        static Leak socket(String path, String handler, String route) {
            return new Leak(WebSocketRequest.say(path, "hush-hush"), "com.shop." + handler, route, Async.UNKNOWN, "");
        }

        /** A body that is not all there, and that nobody reads. */
        static Leak post(String path, String handler, String route) {
            return new Leak(
                    LeavingClient.unfinishedPost(3_000_000, 400_000).replaceFirst("POST /", "POST " + path),
                    "com.shop." + handler,
                    route,
                    Async.UNKNOWN,
                    "");
        }

        /** A body that is all there. */
        static Leak sent(String path, String handler, String route) {
            String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
            return new Leak(request, "com.shop." + handler, route, Async.UNKNOWN, "");
        }
    }

    /** One server. */
    record Shop(String libraries, List<String> sources, String mainClass, String healthy, List<Leak> leaks) {

        String healthyRequest() {
            return healthy.startsWith("/") ? Http1Request.get(healthy) : GrpcRequest.call("/" + healthy, "x");
        }

        @Override
        public String toString() {
            return mainClass + (libraries.isEmpty() ? "" : " on " + libraries);
        }
    }

    private static final Shop SPRING = new Shop(
            "spring-mvc",
            List.of("common", "mvc"),
            "com.shop.ShopApplication",
            "/health",
            List.of(
                    Leak.async("/events", "ShopController.events", "GET /events"),
                    Leak.async("/orders/hush-hush", "ShopController.order", "GET /orders/{id}"),
                    Leak.get("/report", "ShopController.report", "GET /report")));

    static Stream<Shop> shops() {
        return Stream.of(
                new Shop(
                        "tomcat",
                        List.of("common", "servlet"),
                        "com.shop.ServletShop",
                        "/health",
                        List.of(
                                Leak.async("/events", "ServletShop$EventsServlet.doGet", "GET /events"),
                                Leak.get("/reports/today", "ServletShop$ReportServlet.doGet", "GET /reports/*"),
                                Leak.socket("/chat/hush-hush", "ServletShop$ChatRoom.said", "/chat/{room}")
                                        .standingIn("answer"))),
                new Shop(
                        "jetty",
                        List.of("common", "jaxrs", "jetty"),
                        "com.shop.JettyShop",
                        "/health",
                        List.of(
                                Leak.get("/events", "JettyShop$EventsServlet.doGet", "GET /events")
                                        .seenToStart(),
                                Leak.get("/orders/hush-hush", "JettyShop$OrderServlet.doGet", "GET /orders/*")
                                        .seenToStart(),
                                Leak.get("/report", "JettyShop$ReportServlet.doGet", "GET /report")
                                        .standingIn("print"),
                                Leak.get(
                                        "/api/shop/orders/hush-hush",
                                        "ShopResource.order",
                                        "GET /api/shop/orders/{id}"),
                                Leak.get("/api/shop/report", "ShopResource.report", "GET /api/shop/report")
                                        .standingIn("report"),
                                Leak.socket("/chat", "JettyShop$Chat.said", "").standingIn("answer"),
                                Leak.socket("/rooms/hush-hush", "JettyShop$Room.said", "/rooms/{room}")
                                        .standingIn("answer"))),
                new Shop(
                        "jetty-9",
                        List.of("common", "jetty-nine"),
                        "com.shop.JettyNineShop",
                        "/health",
                        List.of(
                                Leak.get("/events", "JettyNineShop$EventsServlet.doGet", "GET /events")
                                        .seenToStart(),
                                Leak.get("/orders/hush-hush", "JettyNineShop$OrderServlet.doGet", "GET /orders/*")
                                        .seenToStart(),
                                Leak.get("/report", "JettyNineShop$ReportServlet.doGet", "GET /report")
                                        .standingIn("print"))),
                new Shop(
                        "jersey-tomcat",
                        List.of("common", "jaxrs", "tomcat-all"),
                        "com.shop.TomcatShop",
                        "/shop/health",
                        List.of(
                                Leak.async("/events", "TomcatShop$EventsServlet.doGet", "GET /events"),
                                Leak.get("/print/today", "TomcatShop$PrintServlet.doGet", "GET /print/*")
                                        .standingIn("print"),
                                Leak.async("/shop/orders/hush-hush", "ShopResource.order", "GET /shop/orders/{id}"),
                                Leak.get("/shop/report", "ShopResource.report", "GET /shop/report"),
                                Leak.socket("/chat/hush-hush", "TomcatShop$ChatRoom.said", "/chat/{room}")
                                        .standingIn("answer"))),
                new Shop(
                        "javalin",
                        List.of("common", "javalin"),
                        "com.shop.JavalinShop",
                        "/health",
                        List.of(
                                Leak.get("/orders/hush-hush", "JavalinShop.order", "GET /orders/{id}")
                                        .seenToStart(),
                                Leak.get("/report", "JavalinShop.report", "GET /report"),
                                Leak.get("/events/today", "JavalinShop$EventsServlet.doGet", "GET /events/*")
                                        .seenToStart())),
                new Shop(
                        "spring-jetty",
                        List.of("common", "mvc"),
                        "com.shop.ShopApplication",
                        "/health",
                        List.of(
                                Leak.get("/events", "ShopController.events", "GET /events")
                                        .seenToStart(),
                                Leak.get("/orders/hush-hush", "ShopController.order", "GET /orders/{id}")
                                        .seenToStart(),
                                Leak.get("/report", "ShopController.report", "GET /report"))),
                new Shop(
                        "spring-undertow",
                        List.of("common", "mvc"),
                        "com.shop.ShopApplication",
                        "/health",
                        List.of(
                                Leak.get("/events", "ShopController.events", "GET /events")
                                        .seenToStart(),
                                Leak.get("/orders/hush-hush", "ShopController.order", "GET /orders/{id}")
                                        .seenToStart(),
                                Leak.get("/report", "ShopController.report", "GET /report"))),
                new Shop(
                        "",
                        List.of("common", "jdk"),
                        "com.shop.JdkShop",
                        "/health",
                        List.of(
                                Leak.get("/events", "JdkShop.lambda$main$0", "/events"),
                                Leak.get("/orders/hush-hush", "JdkShop.order", "/orders"),
                                Leak.get("/report", "JdkShop$ReportHandler.handle", "/report"))),
                new Shop(
                        "undertow",
                        List.of("common", "jaxrs", "undertow"),
                        "com.shop.UndertowShop",
                        "/health",
                        List.of(
                                Leak.get("/events", "UndertowShop.events", "GET /events"),
                                Leak.get(
                                        "/orders/hush-hush",
                                        "UndertowShop$OrderHandler.handleRequest",
                                        "GET /orders/{id}"),
                                Leak.get("/report", "UndertowShop$ReportHandler.handleRequest", "GET /report")
                                        .standingIn("print"),
                                Leak.get("/servlets/held/hush-hush", "UndertowShop$HeldServlet.doGet", "GET /held/*")
                                        .seenToStart(),
                                Leak.get(
                                        "/servlets/api/shop/orders/hush-hush",
                                        "ShopResource.order",
                                        "GET /api/shop/orders/{id}"),
                                Leak.get("/servlets/api/shop/report", "ShopResource.report", "GET /api/shop/report")
                                        .standingIn("report"),
                                Leak.sent("/servlets/uploads", "UndertowShop$UploadServlet.doPost", "POST /uploads")
                                        .seenToStart())),
                new Shop(
                        "vertx-web",
                        List.of("common", "vertx"),
                        "com.shop.VertxShop",
                        "/health",
                        List.of(
                                Leak.post("/uploads/hush-hush", "VertxShop.upload", "POST /uploads/:id"),
                                Leak.post("/pictures", "VertxShop$PictureHandler.handle", "POST /pictures"))),
                new Shop(
                        "spring-webflux",
                        List.of("common", "webflux"),
                        "com.shop.FluxApplication",
                        "/health",
                        List.of(
                                Leak.post(
                                        "/uploads/hush-hush",
                                        "FluxApplication$UploadController.upload",
                                        "POST /uploads/{id}"),
                                Leak.post("/pictures", "FluxApplication$UploadController.picture", "POST /pictures"))),
                new Shop(
                        "grpc",
                        List.of("common", "grpc"),
                        "com.shop.GrpcShop",
                        "shop.Orders/Health",
                        List.of(
                                Leak.call("shop.Orders/PlaceOrder", "GrpcShop$Orders.placeOrder"),
                                Leak.call("shop.Orders/Count", "GrpcShop$Orders.count"))),
                new Shop(
                        "jersey-grizzly",
                        List.of("common", "jaxrs", "jersey"),
                        "com.shop.JerseyShop",
                        "/shop/health",
                        List.of(
                                Leak.get("/shop/orders/hush-hush", "ShopResource.order", "GET /shop/orders/{id}"),
                                Leak.get("/shop/events", "ShopResource.events", "GET /shop/events"),
                                Leak.get("/shop/report", "ShopResource.report", "GET /shop/report")
                                        .standingIn("report"))),
                new Shop(
                        "resteasy",
                        List.of("common", "jaxrs", "resteasy"),
                        "com.shop.ResteasyShop",
                        "/shop/health",
                        List.of(
                                Leak.get("/shop/orders/hush-hush", "ShopResource.order", "GET /shop/orders/{id}"),
                                Leak.get("/shop/events", "ShopResource.events", "GET /shop/events"),
                                Leak.get("/shop/report", "ShopResource.report", "GET /shop/report")
                                        .standingIn("report"))));
    }

    /** Three ways to lose a client, by the application itself, with the loader of its nested jars. */
    @Test
    void threeLeaksOfOneFatJar_areThreeFindings() {
        ForkedJvm program = ForkedJvm.runningJar(fatJar())
                .withReport(
                        "close-wait-threshold=" + THRESHOLD_MILLIS + "ms",
                        "stalled-threshold=" + THRESHOLD_MILLIS + "ms");
        try (RunningJvm running = program.start()) {
            Visitors visitors = new Visitors(running, SPRING);
            visitors.comeAndLeave();
            Report report = awaitReport(running, SPRING, CLIENTS);

            assertFindings(report, SPRING, CLIENTS);
            assertThat(SPRING.leaks())
                    .allSatisfy(leak -> assertThat(of(report, leak)).hasSize(1));
        }
    }

    /** What a server keeps in the variables of a thread only, that thread's stack tells: of connections since the watch. */
    @Test
    void handlersOfStuckEventLoops_areNamed() {
        Shop reactor = new Shop(
                "reactor-netty",
                List.of("common", "reactor"),
                "com.shop.ReactorShop",
                "/health",
                List.of(
                        Leak.get("/report", "ReactorShop.report", "").standingIn("print"),
                        Leak.stream("/orders/hush-hush", "ReactorShop.order", "")
                                .standingIn("order")));

        assertNamed(reactor, program(reactor));
    }

    @Test
    void handlersOfStuckVirtualThreads_areNamed() throws IOException, InterruptedException {
        assumeThat(JavaVersion.ofPrograms()).isGreaterThanOrEqualTo(21);
        Shop helidon = new Shop(
                "helidon-server",
                List.of("common", "helidon"),
                "com.shop.HelidonShop",
                "/health",
                List.of(
                        Leak.get("/orders/hush-hush", "HelidonShop.order", "").standingIn("order"),
                        Leak.get("/shop/report", "HelidonShop$ReportService.report", "")
                                .standingIn("print")));
        List<Path> libraries = libraries(helidon);

        assertNamed(
                helidon,
                ForkedJvm.running(helidon.mainClass())
                        .libraries(List.of(ProgramSources.compiledFor(21, libraries, helidon.sources())))
                        .libraries(libraries));
    }

    private static Report assertNamed(Shop shop, ForkedJvm program) {
        ForkedJvm watched = program.withReport(
                "close-wait-threshold=" + THRESHOLD_MILLIS + "ms", "stalled-threshold=" + THRESHOLD_MILLIS + "ms");
        try (RunningJvm running = watched.start()) {
            new Visitors(running, shop).comeAndLeave();
            Report report = awaitReport(running, shop, CLIENTS);

            assertFindings(report, shop, CLIENTS);
            return report;
        }
    }

    /** Neither keeps the time itself; of Undertow another thread has read than starts. */
    static Stream<Shop> withoutAClock() {
        return shops().filter(shop -> Set.of("undertow", "jetty").contains(shop.libraries()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutAClock")
    void takenOverRequests_areKnownSinceWhenAndByWhichLine(Shop shop) {
        Report report = assertNamed(shop, program(shop));

        for (Leak leak : shop.leaks()) {
            if (leak.async() == Async.SEEN) {
                assertThat(of(report, leak)).singleElement().satisfies(finding -> {
                    assertStarted(finding);
                    assertThat(finding.node().path("culpritNote").asText())
                            .isEqualTo(leak.route() + "; starts asynchronous processing here");
                });
            }
        }
    }

    static Stream<Shop> all() {
        return Stream.concat(Stream.of(SPRING), shops());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void handlersOfBeforeAndAfterAnAttach_areNamed(Shop shop) {
        try (RunningJvm running = program(shop).start()) {
            Visitors visitors = new Visitors(running, shop);
            visitors.comeAndLeave();
            CommandLine.loaded()
                    .run(
                            "attach",
                            running.pid(),
                            "close-wait-threshold=" + THRESHOLD_MILLIS + "ms",
                            "stalled-threshold=" + THRESHOLD_MILLIS + "ms")
                    .succeeded();
            visitors.comeAndLeave();
            Report report = awaitReport(running, shop, 2 * CLIENTS);

            assertFindings(report, shop, 2 * CLIENTS);
        }
    }

    private static ForkedJvm program(Shop shop) {
        if (shop.equals(SPRING)) {
            return ForkedJvm.runningJar(fatJar());
        }
        List<Path> libraries = libraries(shop);
        return ForkedJvm.running(shop.mainClass())
                .libraries(List.of(ProgramSources.compiled(libraries, shop.sources())))
                .libraries(libraries);
    }

    private static List<Path> libraries(Shop shop) {
        return shop.libraries().isEmpty() ? List.of() : CaseLibraries.of(shop.libraries());
    }

    private static Path fatJar() {
        List<Path> libraries = libraries(SPRING);
        Path classes = ProgramSources.compiled(libraries, SPRING.sources());
        return ProgramSources.fatJar(classes, libraries, SPRING.mainClass());
    }

    private static Report awaitReport(RunningJvm running, Shop shop, int clients) {
        long leaks = (long) clients * shop.leaks().size();
        return running.awaitReport(report -> sum(served(report)) >= leaks);
    }

    /** A selector from before an attach is met when it next wakes: until then nobody knows who serves its channels. */
    private static List<FindingOfReport> served(Report report) {
        return report.findingsAboveInfo().stream()
                .filter(finding -> finding.node().has("handler"))
                .toList();
    }

    private static long sum(List<FindingOfReport> findings) {
        return findings.stream().mapToLong(FindingOfReport::connections).sum();
    }

    private static void assertFindings(Report report, Shop shop, int clients) {
        Set<String> handlers = new TreeSet<>();
        for (Leak leak : shop.leaks()) {
            List<FindingOfReport> found = of(report, leak);
            assertThat(sum(found))
                    .as("%s in %s", leak.handler(), report.findingsAboveInfo())
                    .isEqualTo(clients);
            assertThat(found).allSatisfy(finding -> assertHandler(finding, leak));
            if (leak.async() == Async.SEEN) {
                assertThat(found).anySatisfy(finding -> assertStarted(finding));
            }
            handlers.add(leak.handler());
        }
        assertThat(sum(report.findingsAboveInfo()))
                .as("all of %s", report.findingsAboveInfo())
                .isEqualTo((long) clients * handlers.size());
        assertThat(report.toString()).doesNotContain("hush-hush");
    }

    private static List<FindingOfReport> of(Report report, Leak leak) {
        return report.findingsAboveInfo().stream()
                .filter(finding -> finding.node().path("handler").asText().startsWith(leak.handler() + "("))
                .toList();
    }

    private static void assertHandler(FindingOfReport finding, Leak leak) {
        String handler = leak.handler();
        assertThat(finding.culprit()).startsWith(handler.substring(0, handler.lastIndexOf('.')));
        if (!leak.standing().isEmpty()) {
            assertThat(finding.culprit())
                    .startsWith(handler.substring(0, handler.lastIndexOf('.')) + "." + leak.standing() + "(");
        }
        assertThat(finding.culprit()).as("a line").containsPattern(":\\d+\\)");
        assertThat(finding.node().path("route").asText("")).isEqualTo(leak.route());
        assertThat(finding.node().path("culpritNote").asText())
                .startsWith(leak.route().isEmpty() ? "" : leak.route() + "; ");
        if (leak.async() == Async.RECORDED) {
            assertStarted(finding);
        }
    }

    private static void assertStarted(FindingOfReport finding) {
        String startedAt = finding.node().path("asyncStartedAt").asText(null);
        assertThat(startedAt).isNotNull();
        assertThat(Instant.parse(startedAt)).isBefore(Instant.now());
    }

    /**
     * Clients of all handlers, who come, wait until they are served, and leave. Those of the healthy one have seen the
     * server close when this returns: on a busy machine it may take it longer than any threshold.
     */
    private static final class Visitors {

        private final RunningJvm running;
        private final Shop shop;
        private final int port;
        private int served;

        Visitors(RunningJvm running, Shop shop) {
            this.running = running;
            this.shop = shop;
            this.port = Integer.parseInt(running.awaitLine("LISTEN"));
        }

        void comeAndLeave() {
            CountDownLatch mayLeave = new CountDownLatch(1);
            CountDownLatch healthyLeft = new CountDownLatch(CLIENTS);
            List<LoopbackServer> visitors = new ArrayList<>();
            for (Leak leak : shop.leaks()) {
                visitors.add(LoopbackServer.with(new LeavingClient(leak.request(), "", mayLeave)));
            }
            LeavingClient healthy = new LeavingClient(shop.healthyRequest(), "fine", mayLeave);
            visitors.add(LoopbackServer.with(healthy.seenOff(healthyLeft)));
            for (LoopbackServer visitor : visitors) {
                for (int i = 0; i < CLIENTS; i++) {
                    visitor.dial(port);
                }
            }
            served += CLIENTS * shop.leaks().size();
            running.awaitLine("SERVED-" + served);
            mayLeave.countDown();
            await().atMost(Bounds.EVENT).until(() -> healthyLeft.getCount() == 0);
        }
    }
}
