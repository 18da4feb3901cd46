package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.StackCount;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.net.LastAckNettySink;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class NettyTrackerTest {

    private static final int NUMBER = 1000;
    private static final InetSocketAddress REMOTE = new InetSocketAddress(Bench.REMOTE, 443);
    private static final InetSocketAddress LISTENER = new InetSocketAddress(Bench.LISTENER, 8080);

    private final FakeProbe probe = new FakeProbe();
    private final Bench bench = new Bench(probe, new FakeFinWatch());
    private final LastAckNettySink netty = bench.tracker.netty();
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
        assertThat(bench.table.at(NUMBER)).isNull();
        return bench.onlyPath().ended().firstCloser();
    }

    @Test
    void nativeClient_isOneRecordWithTheStackOfWhoAsked() {
        connect();
        Application.connects(() -> netty.active(channel, NUMBER, REMOTE, null));

        CodePath path = bench.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.role()).isEqualTo(Role.CLIENT);
        assertThat(path.transport()).isEqualTo("netty-epoll");
        assertThat(path.peer()).isEqualTo("10.0.0.5:443");
        assertThat(path.openStack().culprit().methodName()).isEqualTo("asksToConnect");
    }

    @Test
    void acceptedNativeChannel_isOpenWhenItIsRegistered() {
        netty.registering(channel, null, NUMBER, "netty-epoll", true, REMOTE, LISTENER);
        netty.active(channel, NUMBER, REMOTE, LISTENER);

        CodePath path = bench.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.role()).isEqualTo(Role.SERVER);
        assertThat(path.peer()).isEqualTo("127.0.0.1:8080");
    }

    @Test
    void connectThatFails_leavesNoRecord() {
        netty.registering(channel, null, NUMBER, "netty-epoll", false, null, null);
        release();

        assertThat(bench.codePaths()).isEmpty();
        assertThat(bench.table.at(NUMBER)).isNull();
    }

    @Test
    void connectWithoutALocalPortLeft_isCountedWithItsPath() {
        Application.asksToConnect(() -> netty.registering(channel, null, NUMBER, "netty-epoll", false, null, null));
        netty.connectFailed(channel, NUMBER, new IOException("connect(..) failed: Connection refused"), REMOTE);
        netty.connectFailed(
                channel, NUMBER, new IOException("connect(..) failed: Cannot assign requested address"), REMOTE);
        release();

        CodePath path = bench.onlyPath();
        assertThat(path.transport()).isEqualTo("netty-epoll");
        assertThat(path.opened()).isZero();
        assertThat(path.traffic().addressExhausted().count()).isEqualTo(1);
        assertThat(path.openStack().culprit().methodName()).isEqualTo("asksToConnect");
    }

    @Test
    void unixDomainChannel_isNone() {
        netty.registering(channel, null, NUMBER, "netty-epoll", false, null, null);
        netty.active(channel, NUMBER, null, null);

        assertThat(bench.codePaths()).isEmpty();
    }

    @Test
    void anotherChannelUnderTheSameNumber_isNotMistakenForIt() {
        connect();
        Object later = new Object();

        netty.closing(later, NUMBER);
        netty.received(later, NUMBER);

        assertThat(bench.onlyOpen().closeAsked()).isNull();
        assertThat(bench.onlyOpen().lastRead()).isNull();
    }

    @Test
    void descriptorsOfTheJdk_areNotReleasedByNettysHook() {
        FileDescriptor fd = bench.open(NUMBER);

        netty.released(NUMBER);
        netty.shuttingDown(NUMBER, true, true);

        assertThat(bench.table.get(fd)).isNotNull();
        assertThat(bench.onlyOpen().outputShutDown()).isFalse();
    }

    @Test
    void inputThatEndsInCloseWait_isTheRemotesFin() {
        connect();
        probe.state = TcpNumbers.CLOSE_WAIT;
        netty.inputEnded(channel, NUMBER);

        assertThat(bench.onlyOpen().eof()).isNotNull();
        assertThat(firstCloserAfterRelease().remote()).isEqualTo(1);
    }

    @Test
    void inputThatEndsByReset_isNoFin() {
        connect();
        probe.state = TcpNumbers.CLOSE;
        netty.failed(channel, NUMBER, new IOException("Connection reset by peer"));
        netty.inputEnded(channel, NUMBER);

        assertThat(bench.onlyOpen().eof()).isNull();
        assertThat(firstCloserAfterRelease().resetByRemote()).isEqualTo(1);
    }

    @Test
    void inputThatEndsWhileTheConnectionLives_saysNothing() {
        connect();
        netty.inputEnded(channel, NUMBER);

        assertThat(bench.onlyOpen().eof()).isNull();
        assertThat(firstCloserAfterRelease().local()).isEqualTo(1);
    }

    @Test
    void halfCloseOfTheOutput_isOurFin() {
        connect();
        netty.shuttingDown(NUMBER, false, true);
        probe.state = TcpNumbers.FIN_WAIT2;
        netty.outputShutDown(NUMBER);

        assertThat(bench.onlyOpen().outputShutDown()).isTrue();
        probe.state = TcpNumbers.CLOSE;
        assertThat(firstCloserAfterRelease().local()).isEqualTo(1);
    }

    @Test
    void close_isTheAskersNotTheEventLoops() {
        connect();
        Application.closes(() -> netty.closeAsked(channel, null, NUMBER));
        Application.uses(() -> netty.closeAsked(channel, null, NUMBER)); // the next handler
        Application.connects(this::release);

        StackCount closed = bench.onlyPath().ended().closedBy().get(0);
        assertThat(closed.stack().culprit().methodName()).isEqualTo("closes");
    }

    @Test
    void closeThatNobodyAsked_isNettysOwn() {
        connect();
        Application.uses(this::release);

        StackCount closed = bench.onlyPath().ended().closedBy().get(0);
        assertThat(closed.stack().culprit().methodName()).isEqualTo("uses");
    }

    @Test
    void nioChannel_joinsTheRecordOfTheJdk() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        Application.asksToConnect(() -> netty.registering(channel, fd, -1, "netty-nio", false, null, null));
        bench.tracker.connectAsked(fd, fd, LastAckHooks.NIO);
        bench.connected(fd);

        CodePath path = bench.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.transport()).isEqualTo("netty-nio");
        assertThat(path.openStack().culprit().methodName()).isEqualTo("asksToConnect");
    }

    @Test
    void closeOfANioChannel_isTheAskersToo() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        netty.registering(channel, fd, -1, "netty-nio", false, null, null);
        bench.connected(fd);
        Application.closes(() -> netty.closeAsked(channel, fd, -1));
        Application.uses(() -> bench.tracker.closing(fd));
        bench.tracker.released(fd);

        StackCount closed = bench.onlyPath().ended().closedBy().get(0);
        assertThat(closed.stack().culprit().methodName()).isEqualTo("closes");
    }

    @Test
    void writesAreTheAskers_readsOnAnEventLoopAreNobodys() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        netty.registering(channel, fd, -1, "netty-nio", false, null, null);
        bench.connected(fd);
        Application.uses(() -> netty.writeAsked(channel, fd, -1));
        Application.closes(() -> netty.writeAsked(channel, fd, -1)); // the next handler
        Application.connects(() -> bench.tracker.used(fd, true));
        Application.connects(() -> bench.tracker.used(fd, false));

        NettyCaptures captures = bench.table.get(fd).netty();
        FrameNormaliser normaliser = bench.ledger.normaliser();
        assertThat(captures.writeStack.stack(normaliser).stack.culprit().methodName())
                .isEqualTo("uses");
        assertThat(bench.onlyOpen().lastRead().stack().isEmpty()).isTrue();
    }

    /** More rounds than the record counts. */
    @Test
    void longConversation_isReuseToTheEnd() {
        connect();
        for (int round = 0; round < 200; round++) {
            netty.writeAsked(channel, null, NUMBER);
            netty.received(channel, NUMBER);
        }

        assertThat(bench.onlyOpen().reused()).isTrue();
    }

    @Test
    void whoSwitchesReadingOff_isKnown() {
        connect();
        Application.uses(() -> netty.readingSwitchedOff(channel, null, NUMBER));

        NettyCaptures captures = bench.table.at(NUMBER).netty();
        assertThat(captures.readingOffStack
                        .stack(bench.ledger.normaliser())
                        .stack
                        .culprit()
                        .methodName())
                .isEqualTo("uses");
    }
}
