package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.StackCount;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.connection.Requested;
import dev.lastack.track.stack.FrameNormaliser;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.net.LastAckNettySink;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class NettyTrackerTest {

    private static final int NUMBER = 1000;
    private static final InetSocketAddress REMOTE = new InetSocketAddress(TrackerFixture.REMOTE, 443);
    private static final InetSocketAddress LISTENER = new InetSocketAddress(TrackerFixture.LISTENER, 8080);

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());
    private final LastAckNettySink netty = fixture.tracker.netty();
    private final Object channel = new Object();

    private void connect() {
        Application.asksToConnect(() -> netty.registering(channel, null, NUMBER, "netty-epoll", false, null, null));
        Application.connects(() -> netty.active(channel, NUMBER, REMOTE, null));
    }

    private void release() {
        netty.closing(channel, NUMBER);
        netty.released(NUMBER);
    }

    private FirstCloserCounts firstCloserAfterRelease() {
        release();
        assertThat(fixture.table.at(NUMBER)).isNull();
        return fixture.onlyPath().ended().firstCloser();
    }

    @Test
    void nativeClient_isOneRecordWithTheStackOfWhoAsked() {
        connect();
        Application.connects(() -> netty.active(channel, NUMBER, REMOTE, null));

        CodePath path = fixture.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.role()).isEqualTo(Role.CLIENT);
        assertThat(path.transport()).isEqualTo(Transport.NETTY_EPOLL);
        assertThat(path.peer()).isEqualTo("10.0.0.5:443");
        assertThat(path.openStack().culprit().methodName()).isEqualTo("asksToConnect");
    }

    @Test
    void acceptedNativeChannel_isOpenWhenItIsRegistered() {
        netty.registering(channel, null, NUMBER, "netty-epoll", true, REMOTE, LISTENER);
        netty.active(channel, NUMBER, REMOTE, LISTENER);

        CodePath path = fixture.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.role()).isEqualTo(Role.SERVER);
        assertThat(path.peer()).isEqualTo("127.0.0.1:8080");
    }

    @Test
    void connectThatFails_leavesNoRecord() {
        netty.registering(channel, null, NUMBER, "netty-epoll", false, null, null);
        release();

        assertThat(fixture.codePaths()).isEmpty();
        assertThat(fixture.table.at(NUMBER)).isNull();
    }

    @Test
    void connectWithoutALocalPortLeft_isCountedWithItsPath() {
        Application.asksToConnect(() -> netty.registering(channel, null, NUMBER, "netty-epoll", false, null, null));
        netty.connectFailed(channel, NUMBER, new IOException("connect(..) failed: Connection refused"), REMOTE);
        netty.connectFailed(
                channel, NUMBER, new IOException("connect(..) failed: Cannot assign requested address"), REMOTE);
        release();

        CodePath path = fixture.onlyPath();
        assertThat(path.transport()).isEqualTo(Transport.NETTY_EPOLL);
        assertThat(path.opened()).isZero();
        assertThat(path.traffic().addressExhausted().count()).isEqualTo(1);
        assertThat(path.openStack().culprit().methodName()).isEqualTo("asksToConnect");
    }

    @Test
    void unixDomainChannel_isNone() {
        netty.registering(channel, null, NUMBER, "netty-epoll", false, null, null);
        netty.active(channel, NUMBER, null, null);

        assertThat(fixture.codePaths()).isEmpty();
    }

    @Test
    void anotherChannelUnderTheSameNumber_isNotMistakenForIt() {
        connect();
        Object later = new Object();

        netty.closing(later, NUMBER);
        netty.received(later, NUMBER);

        assertThat(fixture.onlyOpen().closeAsked()).isNull();
        assertThat(fixture.onlyOpen().lastRead()).isNull();
    }

    @Test
    void descriptorsOfTheJdk_areNotReleasedByNettysHook() {
        FileDescriptor fd = fixture.open(NUMBER);

        netty.released(NUMBER);
        netty.shuttingDown(NUMBER, true, true);

        assertThat(fixture.table.get(fd)).isNotNull();
        assertThat(fixture.onlyOpen().outputShutDown()).isFalse();
    }

    @Test
    void inputThatEndsInCloseWait_isTheRemotesFin() {
        connect();
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        netty.inputEnded(channel, NUMBER);

        assertThat(fixture.onlyOpen().eof()).isNotNull();
        assertThat(firstCloserAfterRelease().remote()).isEqualTo(1);
    }

    @Test
    void inputThatEndsByReset_isNoFin() {
        connect();
        probe.state = TcpStateNumbers.CLOSE;
        netty.failed(channel, NUMBER, new IOException("Connection reset by peer"));
        netty.inputEnded(channel, NUMBER);

        assertThat(fixture.onlyOpen().eof()).isNull();
        assertThat(firstCloserAfterRelease().resetByRemote()).isEqualTo(1);
    }

    @Test
    void inputThatEndsWhileTheConnectionLives_saysNothing() {
        connect();
        netty.inputEnded(channel, NUMBER);

        assertThat(fixture.onlyOpen().eof()).isNull();
        assertThat(firstCloserAfterRelease().local()).isEqualTo(1);
    }

    @Test
    void halfCloseOfTheOutput_isOurFin() {
        connect();
        netty.shuttingDown(NUMBER, false, true);
        probe.state = TcpStateNumbers.FIN_WAIT2;
        netty.outputShutDown(NUMBER);

        assertThat(fixture.onlyOpen().outputShutDown()).isTrue();
        probe.state = TcpStateNumbers.CLOSE;
        assertThat(firstCloserAfterRelease().local()).isEqualTo(1);
    }

    @Test
    void close_isTheAskersNotTheEventLoops() {
        connect();
        Application.closes(() -> netty.closeAsked(channel, null, NUMBER));
        Application.uses(() -> netty.closeAsked(channel, null, NUMBER)); // the next handler
        Application.connects(this::release);

        StackCount closed = fixture.onlyPath().ended().closedBy().get(0);
        assertThat(closed.stack().culprit().methodName()).isEqualTo("closes");
    }

    @Test
    void closeThatNobodyAsked_isNettysOwn() {
        connect();
        Application.uses(this::release);

        StackCount closed = fixture.onlyPath().ended().closedBy().get(0);
        assertThat(closed.stack().culprit().methodName()).isEqualTo("uses");
    }

    @Test
    void nioChannel_joinsTheRecordOfTheJdk() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        Application.asksToConnect(() -> netty.registering(channel, fd, -1, "netty-nio", false, null, null));
        fixture.tracker.connectAsked(fd, fd, LastAckHooks.NIO, REMOTE);
        fixture.connected(fd);

        CodePath path = fixture.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.transport()).isEqualTo(Transport.NETTY_NIO);
        assertThat(path.openStack().culprit().methodName()).isEqualTo("asksToConnect");
    }

    @Test
    void closeOfANioChannel_isTheAskersToo() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        netty.registering(channel, fd, -1, "netty-nio", false, null, null);
        fixture.connected(fd);
        Application.closes(() -> netty.closeAsked(channel, fd, -1));
        Application.uses(() -> fixture.tracker.closing(fd));
        fixture.tracker.released(fd);

        StackCount closed = fixture.onlyPath().ended().closedBy().get(0);
        assertThat(closed.stack().culprit().methodName()).isEqualTo("closes");
    }

    @Test
    void writesAreTheAskers_readsOnAnEventLoopAreNobodys() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        netty.registering(channel, fd, -1, "netty-nio", false, null, null);
        fixture.connected(fd);
        Application.uses(() -> netty.writeAsked(channel, fd, -1));
        // the next handler, and no time has passed, however busy the machine is
        fixture.table.get(fd).netty().writeStackNanos = System.nanoTime() + 60_000_000_000L;
        Application.closes(() -> netty.writeAsked(channel, fd, -1));
        Application.connects(() -> fixture.tracker.written(fd, 1));
        Application.connects(() -> fixture.tracker.read(fd));

        NettyCaptures captures = fixture.table.get(fd).netty();
        FrameNormaliser normaliser = fixture.codePaths.normaliser();
        assertThat(captures.writeStack.stack(normaliser).stack.culprit().methodName())
                .isEqualTo("uses");
        assertThat(fixture.onlyOpen().lastRead().stack().isEmpty()).isTrue();
    }

    /** One connection, and two who ask for a request each, which the event loop writes in several calls. */
    @Test
    void requestsAreTheirSubscribers_thoughTheEventLoopWritesThem() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        netty.registering(channel, fd, -1, "netty-nio", false, null, null);
        fixture.connected(fd);
        Object first = new Object();
        Object second = new Object();
        Application.uses(() -> fixture.tracker.asks().requesting(first));
        Application.closes(() -> fixture.tracker.asks().requesting(second));

        write(fd, first);
        assertThat(requestSentBy(fd)).isEqualTo("uses");
        write(fd, second);
        assertThat(requestSentBy(fd)).isEqualTo("closes");
        netty.writeAsked(channel, fd, -1); // nobody's
        assertThat(requestSentBy(fd)).isEqualTo("closes");
    }

    private void write(FileDescriptor fd, Object request) {
        fixture.tracker.asks().beginRequest(request);
        netty.writeAsked(channel, fd, -1);
        netty.writeAsked(channel, fd, -1);
        fixture.tracker.asks().endRequest();
    }

    private String requestSentBy(FileDescriptor fd) {
        Requested asked = fixture.table.get(fd).captures().asked;
        assertThat(asked.kind()).isEqualTo(Evidence.Kind.REQUEST_SENT);
        Site culprit = asked.stack().stack(fixture.codePaths.normaliser()).stack.culprit();
        return culprit == null ? "" : culprit.methodName();
    }

    /** Whoever sent the one before is not to blame for it. */
    @Test
    void requestWhoseStackWasLeftOut_isNobodys() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        netty.registering(channel, fd, -1, "netty-nio", false, null, null);
        fixture.connected(fd);
        Object first = new Object();
        Application.uses(() -> fixture.tracker.asks().requesting(first));
        write(fd, first);

        fixture.sampler.budget(1e-6); // one capture a second
        Object leftOut = new Object();
        do {
            for (int i = 0; i < 100_000; i++) {
                fixture.sampler.mayCaptureElsewhere(i);
            }
            fixture.sampler.adapt(System.nanoTime());
            Application.closes(() -> fixture.tracker.asks().requesting(leftOut));
            write(fd, leftOut);
        } while (requestSentBy(fd).equals("closes"));

        assertThat(requestSentBy(fd)).isEmpty();
    }

    @Test
    void useAfterAPause_isReuse() {
        connect();
        Connection c = fixture.table.at(NUMBER);
        for (int round = 0; round < 200; round++) {
            netty.writeAsked(channel, null, NUMBER);
            netty.received(channel, NUMBER);
        }
        assertThat(fixture.onlyOpen().reused()).isFalse();

        c.lastWriteNanos -= 2_000_000_000L;
        c.lastReadNanos -= 1_000_000_000L;
        netty.writeAsked(channel, null, NUMBER);
        assertThat(fixture.onlyOpen().reused()).isTrue();
    }

    @Test
    void whoSwitchesReadingOff_isKnown() {
        connect();
        Application.uses(() -> netty.readingSwitchedOff(channel, null, NUMBER));

        NettyCaptures captures = fixture.table.at(NUMBER).netty();
        assertThat(captures.readingOffStack
                        .stack(fixture.codePaths.normaliser())
                        .stack
                        .culprit()
                        .methodName())
                .isEqualTo("uses");
    }
}
