package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.libraryStack;
import static dev.lastack.fixture.Sites.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.Handled.Kind;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server's word changes, of who serves its connections. */
class HandlersTest {

    private static final Site EVENTS = app("com.shop.ShopController.events", 31);
    private static final Site ORDER = app("com.shop.ShopController.order", 40);
    private static final Stack FILTER = stack(
            library("org.apache.catalina.connector.Request.startAsync", 1), app("com.shop.TracingFilter.doFilter", 12));

    private static ConnectionBuilder left() {
        return connection().opened(60_000).remoteClosed(30_000).lastRead(libraryStack(), 59_000);
    }

    private static Handled async(Site site, String route) {
        return new Handled(site, Kind.METHOD, route, true, SnapshotFixtures.NOW.minusMillis(58_000));
    }

    private static Handled object(Site site, String route) {
        return new Handled(site, Kind.OBJECT, route, false, null);
    }

    @Test
    void handlersOfOneListener_areAFindingEach() {
        List<Finding> findings = findings(server().openStack(libraryStack())
                .open(left().handled(async(EVENTS, "GET /events")))
                .open(left().handled(async(EVENTS, "GET /events")))
                .open(left().handled(async(ORDER, "GET /orders/{id}"))));

        assertThat(findings).extracting(Finding::culprit).containsExactlyInAnyOrder(EVENTS, ORDER);
        assertThat(findings).extracting(Finding::connections).containsExactlyInAnyOrder(2L, 1L);
        assertThat(findings).extracting(Finding::culpritNote).contains("GET /events; started async, never completed");
    }

    @Test
    void handlerOfTheFramework_comesBeforeAFilterOnTheStack() {
        Finding finding = finding(server().openStack(libraryStack())
                .open(left().handled(async(EVENTS, "GET /events"))
                        .evidence(Evidence.Kind.ASYNC_STARTED, FILTER, 58_000)));

        assertThat(finding.culprit()).isEqualTo(EVENTS);
        assertThat(finding.handled()).isNotNull();
        assertThat(finding.handled().route()).isEqualTo("GET /events");
        assertThat(finding.handled().asyncStartedAt()).isEqualTo(SnapshotFixtures.NOW.minusMillis(58_000));
    }

    @Test
    void lineInsideTheHandler_isBetterThanItsBeginning() {
        Site inside = app("com.shop.ReportServlet.keep", 77);
        Stack started = stack(
                library("org.apache.catalina.connector.Request.startAsync", 1),
                app("com.shop.Async.begin", 5),
                inside,
                app("com.shop.ReportServlet.doGet", 60));
        Handled servlet = new Handled(app("com.shop.ReportServlet.doGet", 58), Kind.OBJECT, "GET /r/*", true, null);

        Finding finding = finding(server().openStack(libraryStack())
                .open(left().handled(servlet).evidence(Evidence.Kind.ASYNC_STARTED, started, 58_000)));

        assertThat(finding.culprit()).as("not the helper below it").isEqualTo(inside);
        assertThat(finding.culpritNote()).isEqualTo("GET /r/*; starts asynchronous processing here");
    }

    @Test
    void whereAThreadStands_isApartFromWhatTheSameHandlerTookOver() {
        Site servlet = app("com.shop.FrontServlet.service", 20);
        Site stuck = app("com.shop.Ledger.balance", 42);
        List<Finding> findings = findings(server().openStack(libraryStack())
                .open(left().handled(new Handled(servlet, Kind.OBJECT, "/*", true, null)))
                .open(left().handled(object(servlet, "/*"))
                        .evidence(
                                Evidence.Kind.READER_NOW, stack(stuck, app("com.shop.FrontServlet.service", 33)), 0)));

        assertThat(findings).extracting(Finding::culprit).containsExactlyInAnyOrder(servlet, stuck);
        assertThat(findings).extracting(Finding::culpritNote).contains("/*; the thread that read it last is here now");
    }

    @Test
    void handlerOfALibrary_isNobodysLine() {
        Site library = library("org.springframework.web.servlet.resource.ResourceHttpRequestHandler.handleRequest", 3);
        Stack used = stack(library("sun.nio.ch.SocketDispatcher.write", 1), app("com.shop.Download.send", 9));

        Finding finding = finding(server().openStack(libraryStack())
                .open(left().lastWrite(used, 50_000).handled(object(library, "/**"))));

        assertThat(finding.culprit()).hasToString("com.shop.Download.send(Download.java:9)");
        assertThat(finding.handled()).isNotNull();
    }

    @Test
    void registeredHandler_comesBeforeWhoStartedTheServer_andAfterWhatWasSeen() {
        Stack started = stack(
                library("sun.nio.ch.ServerSocketChannelImpl.accept", 1),
                library("java.lang.Thread.start", -1),
                app("com.shop.Main.main", 7));
        Handled registered = new Handled(app("com.shop.EchoHandler.handle", 15), Kind.REGISTERED, null, false, null);
        Stack used = stack(library("sun.nio.ch.SocketDispatcher.write", 1), app("com.shop.Echo.answer", 9));

        Finding silent = finding(server().openStack(started).open(left().handled(registered)));
        Finding answered = finding(
                server().openStack(started).open(left().lastWrite(used, 50_000).handled(registered)));

        assertThat(silent.culprit()).hasToString("com.shop.EchoHandler.handle(EchoHandler.java:15)");
        assertThat(silent.culpritNote()).isEqualTo("registered as the handler");
        assertThat(answered.culprit()).hasToString("com.shop.Echo.answer(Echo.java:9)");
    }

    @Test
    void partsOfOneListener_thatHaveOneCulprit_areOneFindingAgain() {
        Stack used = stack(library("sun.nio.ch.SocketDispatcher.write", 1), app("com.shop.Echo.answer", 9));
        Handled one = new Handled(app("com.shop.A.handle", 1), Kind.REGISTERED, null, false, null);
        Handled other = new Handled(app("com.shop.B.handle", 1), Kind.REGISTERED, null, false, null);

        Finding finding = finding(server().openStack(libraryStack())
                .open(left().lastWrite(used, 50_000).handled(one))
                .open(left().lastWrite(used, 50_000).handled(other))
                .open(left().lastWrite(used, 50_000)));

        assertThat(finding.connections()).isEqualTo(3);
        assertThat(finding.handled()).as("not the same for all").isNull();
    }
}
