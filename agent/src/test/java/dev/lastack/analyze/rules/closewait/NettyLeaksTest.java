package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.ConnectionBuilder.use;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.libraryStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.NettyChannel;
import dev.lastack.snapshot.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the settings and the pipeline of a Netty channel add to a verdict. */
class NettyLeaksTest {

    private static final List<String> HANDLERS = List.of("HttpServerCodec", "OrderHandler");
    private static final Site HANDLER =
            new Site("com.acme.orders.OrderHandler", "channelRead0", "OrderHandler.java", 31, true);
    private static final IoEvent PAUSES = use(appStack("com.acme.orders.Upload.pause", 77), 9_000);
    private static final IoEvent WRITES = use(appStack("com.acme.orders.OrderHandler.answer", 44), 9_000);
    private static final IoEvent ON_EVENT_LOOP = use(libraryStack(), THRESHOLD);

    private static NettyChannel channel(boolean autoRead, boolean halfClosure, IoEvent readingOff) {
        return new NettyChannel(autoRead, halfClosure, HANDLERS, HANDLER, readingOff, null);
    }

    private static ConnectionBuilder unread(NettyChannel channel) {
        return connection().remoteClosed(THRESHOLD).netty(channel);
    }

    private static ConnectionBuilder halfClosed(NettyChannel channel) {
        return connection().remoteClosed(THRESHOLD).eof(ON_EVENT_LOOP).netty(channel);
    }

    @Test
    void readingOff_isAnErrorThatNamesWhoSwitchedItOff() {
        Finding finding =
                finding(client().open(10, unread(channel(false, false, PAUSES)).lastWrite(WRITES)));

        assertThat(finding.rule()).isEqualTo("close-wait/unread");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.title()).contains("reading is switched off");
        assertThat(finding.culprit().methodName()).isEqualTo("pause");
        assertThat(finding.details())
                .contains(
                        "reading is switched off (AUTO_READ is false), at Upload.pause(Upload.java:77)",
                        "handlers in the pipeline: HttpServerCodec, OrderHandler");
    }

    @Test
    void readingOn_isJudgedAsAnyOther() {
        Finding finding =
                finding(server().open(10, unread(channel(true, false, null)).lastWrite(WRITES)));

        assertThat(finding.title()).startsWith("the client has gone");
        assertThat(finding.culprit().methodName()).isEqualTo("answer");
        assertThat(finding.details()).noneMatch(line -> line.contains("AUTO_READ"));
    }

    @Test
    void halfClosure_isEndOfStreamThatNobodyAnswered() {
        Finding finding = finding(server().open(10, halfClosed(channel(true, true, null))));

        assertThat(finding.rule()).isEqualTo("close-wait/eof-ignored");
        assertThat(finding.title()).contains("half open");
        assertThat(finding.fix()).contains("ChannelInputShutdownEvent");
        assertThat(finding.details())
                .contains("end of stream was read by Netty, on an event loop, and the channel was left open")
                .anyMatch(line -> line.startsWith("half-closure is allowed (ALLOW_HALF_CLOSURE is true)"));
    }

    @Test
    void whereNoStackHasTheApplication_itsHandlerIsTheLineToOpen() {
        Finding finding = finding(server().open(10, halfClosed(channel(true, true, null))));

        assertThat(finding.culprit()).isEqualTo(HANDLER);
        assertThat(finding.culpritNote()).contains("handler");
    }

    @Test
    void closeThatAHandlerKeptToItself_isSaid() {
        IoEvent close = use(appStack("com.acme.orders.Session.end", 12), 20_000);
        NettyChannel kept = new NettyChannel(true, false, HANDLERS, HANDLER, null, close);

        Finding finding = finding(server().open(10, unread(kept)));

        assertThat(finding.details())
                .contains("close was asked at Session.end(Session.java:12), and no handler of the pipeline has carried"
                        + " it out");
    }

    @Test
    void someWithReadingOff_areCounted() {
        Finding finding = finding(
                server().open(7, unread(channel(false, false, PAUSES))).open(3, unread(channel(true, false, null))));

        assertThat(finding.title()).startsWith("the client has gone");
        assertThat(finding.details())
                .contains("reading is switched off (AUTO_READ is false) (7 of 10), at Upload.pause(Upload.java:77)");
    }
}
