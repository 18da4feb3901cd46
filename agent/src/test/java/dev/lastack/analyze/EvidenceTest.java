package dev.lastack.analyze;

import static dev.lastack.analyze.Findings.STALLED;
import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.libraryStack;
import static dev.lastack.fixture.Sites.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.snapshot.Evidence.Kind;
import dev.lastack.snapshot.Stack;
import org.junit.jupiter.api.Test;

/** Which stack gives the culprit where several were seen. */
class EvidenceTest {

    private static final Stack SERVLET = appStack("com.acme.web.EventServlet.doGet", 30);
    private static final Stack SENDER = appStack("com.acme.orders.PriceClient.send", 60);

    private static ConnectionBuilder readByALibrary() {
        return connection().lastRead(libraryStack(), 100).remoteClosed(THRESHOLD);
    }

    @Test
    void serverWithoutAFrameOfTheApplication_isWhoStartedAsync() {
        Finding finding = finding(
                server().openStack(libraryStack()).open(3, readByALibrary().evidence(Kind.ASYNC_STARTED, SERVLET, 90)));

        assertThat(finding.culprit()).hasToString("com.acme.web.EventServlet.doGet(EventServlet.java:30)");
        assertThat(finding.culpritNote()).isEqualTo("starts asynchronous processing here");
        assertThat(finding.details())
                .contains("asynchronous processing was started at EventServlet.doGet(EventServlet.java:30)");
    }

    @Test
    void serverWhoseReaderIsStuck_isWhereItIsNow() {
        Finding finding = finding(
                server().openStack(libraryStack()).open(3, readByALibrary().evidence(Kind.READER_NOW, SERVLET, 0)));

        assertThat(finding.culprit()).hasToString("com.acme.web.EventServlet.doGet(EventServlet.java:30)");
        assertThat(finding.culpritNote()).isEqualTo("the thread that read it last is here now");
    }

    /** Whoever is stuck there, keeps all connections of the loop from being read. */
    @Test
    void serverWhoseEventLoopIsStuck_isWhereThatIsNow() {
        Finding finding = finding(server().open(
                        3,
                        connection()
                                .lastRead(SHARED_READER, 100)
                                .remoteClosed(THRESHOLD)
                                .evidence(Kind.LOOP_NOW, STUCK, 0)));

        assertThat(finding.culprit()).hasToString("com.acme.Ledger.balance(Ledger.java:42)");
        assertThat(finding.culpritNote()).isEqualTo("keeps the event loop here");
        assertThat(finding.details())
                .contains("the event loop that should read it is now at Ledger.balance(Ledger.java:42)");
    }

    private static final Stack SHARED_READER = appStack("com.acme.io.K.head", 9);
    private static final Stack STUCK = appStack("com.acme.Ledger.balance", 42);

    @Test
    void placeOfTheThread_beatsWhatItUsedLast() {
        Finding finding = finding(server().open(
                        3,
                        connection()
                                .lastRead(SHARED_READER, 100)
                                .remoteClosed(THRESHOLD)
                                .evidence(Kind.READER_NOW, STUCK, 0)));

        assertThat(finding.culprit()).isEqualTo(STUCK.culprit());
    }

    @Test
    void placeOfOneThreadOfMany_doesNot() {
        ConnectionBuilder another = connection().lastRead(SHARED_READER, 100).remoteClosed(THRESHOLD);

        Finding finding = finding(server().open(3, another)
                .open(connection()
                        .lastRead(SHARED_READER, 100)
                        .remoteClosed(THRESHOLD)
                        .evidence(Kind.READER_NOW, STUCK, 0)));

        assertThat(finding.culprit()).isEqualTo(SHARED_READER.culprit());
    }

    @Test
    void clientsThreadStillInTheMethodThatConnected_isWhereItIsNow() {
        Stack confirm = appStack("com.acme.Orders.confirm", 37);
        Stack parked = appStack("com.acme.Orders.confirm", 42);

        Finding finding = finding(client().openStack(confirm)
                .open(connection()
                        .lastRead(SHARED_READER, 100)
                        .remoteClosed(THRESHOLD)
                        .evidence(Kind.READER_NOW, parked, 0)));

        assertThat(finding.culprit()).isEqualTo(parked.culprit());
    }

    @Test
    void clientsThreadThatHasLeftThatMethod_isNoMatter() {
        Stack confirm = appStack("com.acme.Orders.confirm", 37);

        Finding finding = finding(client().openStack(confirm)
                .open(connection()
                        .lastRead(SHARED_READER, 100)
                        .remoteClosed(THRESHOLD)
                        .evidence(Kind.READER_NOW, STUCK, 0)));

        assertThat(finding.culprit()).isEqualTo(confirm.culprit());
    }

    @Test
    void reusedConnection_isItsLastUsers() {
        Stack reviews = appStack("com.acme.Shop.reviews", 11);
        Stack status = appStack("com.acme.Shop.status", 21);

        Finding finding = finding(client().openStack(reviews)
                .open(
                        3,
                        connection()
                                .lastRead(status, 100)
                                .remoteClosed(THRESHOLD)
                                .reused()));

        assertThat(finding.culprit()).isEqualTo(status.culprit());
    }

    private static final Stack STARTED = stack(
            library("java.net.Socket.connect", 633),
            library("java.lang.Thread.run", 840),
            library("java.lang.Thread.start", 793),
            app("com.acme.Main.main", 12));

    @Test
    void whoStartedTheThread_isTheLastResort() {
        Finding client = finding(client().openStack(STARTED).open(3, readByALibrary()));
        Finding server = finding(server().openStack(STARTED).open(3, readByALibrary()));

        assertThat(client.culprit()).hasToString("com.acme.Main.main(Main.java:12)");
        assertThat(client.culpritNote()).isEqualTo("starts the thread that connects");
        assertThat(client.details())
                .anyMatch(line -> line.startsWith("no other stack has a frame of the application;"));
        assertThat(server.culprit()).hasToString("com.acme.Main.main(Main.java:12)");
        assertThat(server.culpritNote()).isEqualTo("starts the thread that accepts");
    }

    @Test
    void whoUsesAConnection_comesBeforeWhoStartedTheThreadThatOpenedIt() {
        Finding finding = finding(client().openStack(STARTED)
                .open(3, connection().lastRead(SENDER, 100).remoteClosed(THRESHOLD)));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.send(PriceClient.java:60)");
        assertThat(finding.details()).noneMatch(line -> line.startsWith("no other stack"));
    }

    @Test
    void evidenceThatIsALibrarysToo_isNotShown() {
        Finding finding = finding(
                server().openStack(libraryStack()).open(readByALibrary().evidence(Kind.READER_NOW, libraryStack(), 0)));

        assertThat(finding.culprit()).isNull();
        assertThat(finding.details()).noneMatch(line -> line.contains("is now"));
    }

    @Test
    void whatTheApplicationWrote_countsBeforeEvidence_andBeforeALibrarysLaterRead() {
        Finding finding = finding(server().openStack(libraryStack())
                .open(readByALibrary()
                        .lastWrite(appStack("com.acme.web.Events.push", 12), THRESHOLD + 200)
                        .evidence(Kind.ASYNC_STARTED, SERVLET, 300)));

        assertThat(finding.culprit()).hasToString("com.acme.web.Events.push(Events.java:12)");
    }

    @Test
    void unreadAnswer_isTheLastSendersAndNotTheOpeners() {
        Finding finding = finding(
                client().open(connection().unread(131_072, 131_072, STALLED).evidence(Kind.REQUEST_SENT, SENDER, 100)));

        assertThat(finding.rule()).isEqualTo("open/stalled-unread-data");
        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.send(PriceClient.java:60)");
        assertThat(finding.details()).contains("the last request was sent at PriceClient.send(PriceClient.java:60)");
    }

    @Test
    void halfReadAnswerOfAClosedRemote_isTheLastSendersToo() {
        Finding finding = finding(client().open(
                        readByALibrary().unread(9_000, 131_072, THRESHOLD).evidence(Kind.REQUEST_SENT, SENDER, 100)));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.send(PriceClient.java:60)");
    }

    @Test
    void idleConnection_isTheOpeners() {
        Finding finding = finding(client().open(readByALibrary().evidence(Kind.REQUEST_SENT, SENDER, 100)));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(finding.culpritNote()).isEqualTo("connects here");
    }

    @Test
    void culpritBelowTheEndOfAPoolsThread_isSaidToSubmit() {
        Stack joined = stack(
                library("java.net.Socket.connect", 633),
                library("java.lang.Thread.run", 840),
                library("java.util.concurrent.ThreadPoolExecutor.execute", 1),
                app("com.acme.orders.PriceClient.fetchLater", 12));
        Finding finding = finding(client().openStack(joined).open(readByALibrary()));

        assertThat(finding.culprit()).hasToString("com.acme.orders.PriceClient.fetchLater(PriceClient.java:12)");
        assertThat(finding.culpritNote()).isEqualTo("submits the task that connects here");
    }
}
