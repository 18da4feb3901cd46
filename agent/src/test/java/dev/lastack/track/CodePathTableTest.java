package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Addresses;
import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.path.CodePathStats;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.LastAckHooks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class CodePathTableTest {

    private static final int NUMBER = 1000;
    private static final long MILLI = 1_000_000L;

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());

    @Test
    void oneLineToTwoDestinations_isTwoPaths() {
        for (int host = 1; host <= 2; host++) {
            connect(Addresses.address(10, 0, 0, host), NUMBER + host);
        }

        assertThat(fixture.codePaths()).extracting(CodePath::peer).containsExactly("10.0.0.1:443", "10.0.0.2:443");
    }

    @Test
    void destinationsBeyondTheCap_areCountedTogetherAndSaid() {
        for (int i = 0; i < 2_100; i++) {
            connect(Addresses.address(10, 1, i >> 8, i & 255), NUMBER + i);
        }

        List<CodePath> paths = fixture.codePaths();
        assertThat(paths).hasSize(2_001);
        assertThat(paths.get(2_000).peer()).isEqualTo("(other)");
        assertThat(paths.get(2_000).opened()).isEqualTo(100);
        assertThat(fixture.codePaths.capsHit()).singleElement().asString().contains("2000");
        assertThat(idsOf(paths)).hasSize(2_001);
    }

    @Test
    void pathsBeyondTheSecondCap_haveNoStackOfTheirOwn() {
        for (int i = 0; i < 5_000; i++) {
            Connection c = madeUp(i, TrackerFixture.REMOTE);
            fixture.codePaths.opened(c);
        }

        List<CodePathStats> paths = fixture.codePaths.paths();
        assertThat(paths).hasSizeLessThanOrEqualTo(4_001);
        assertThat(paths.get(paths.size() - 1).key.stack().stack.isEmpty()).isTrue();
        assertThat(paths.stream().mapToLong(CodePathStats::openedCount).sum()).isEqualTo(5_000);
    }

    /** As Undertow does it: the first connection of a listener is accepted elsewhere than those that follow. */
    @Test
    void acceptorsOfOneListener_areOnePath() {
        fixture.codePaths.opened(accepted("org.xnio.nio.Acceptor", 1, 8080));
        fixture.codePaths.opened(accepted("org.xnio.nio.Acceptor", 2, 8080));
        fixture.codePaths.opened(accepted("org.xnio.nio.Acceptor", 2, 8081));

        assertThat(fixture.codePaths.paths())
                .extracting(CodePathStats::openedCount)
                .containsExactly(2L, 1L);
    }

    @Test
    void acceptorsOfTheApplication_areToldApart() {
        fixture.codePaths.opened(accepted("dev.lastack.fixture.Shop", 1, 8080));
        fixture.codePaths.opened(accepted("dev.lastack.fixture.Shop", 2, 8080));

        assertThat(fixture.codePaths.paths())
                .extracting(CodePathStats::openedCount)
                .containsExactly(1L, 1L);
    }

    private static Connection accepted(String acceptor, int line, int listenerPort) {
        Connection c = madeUp(acceptor, line, TrackerFixture.REMOTE);
        c.accepted = true;
        c.local = TrackerFixture.REMOTE;
        c.localPort = (char) listenerPort;
        return c;
    }

    private static Connection madeUp(int line, InetAddress remote) {
        return madeUp("acme.Shop", line, remote);
    }

    private static Connection madeUp(String className, int line, InetAddress remote) {
        Throwable raw = new Throwable();
        raw.setStackTrace(new StackTraceElement[] {new StackTraceElement(className, "buy", "Shop.java", line)});
        FileDescriptor fd = new FileDescriptor();
        Connection c = new Connection(fd, fd, Transport.NIO, new RawStack(line, raw), 1);
        c.remote = remote;
        return c;
    }

    @Test
    void jvmsOwnManagement_isNoPath() {
        Throwable raw = new Throwable();
        raw.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("sun.management.jmxremote.LocalRMIServerSocketFactory$1", "accept", null, 1)
        });
        FileDescriptor fd = new FileDescriptor();
        Connection c = new Connection(fd, fd, Transport.SOCKET, new RawStack(1, raw), 1);
        fixture.codePaths.opened(c);
        fixture.codePaths.ended(c);

        assertThat(fixture.codePaths()).isEmpty();
    }

    @Test
    void ended_sumsUpByFirstCloserAndTime() {
        for (int i = 0; i < 100; i++) {
            FileDescriptor fd = fixture.open(NUMBER);
            Connection c = fixture.table.get(fd);
            probe.state = i < 40 ? TcpStateNumbers.CLOSE_WAIT : TcpStateNumbers.ESTABLISHED;
            if (i < 40) {
                c.order = (char) CloseOrder.stateSeen(c.order, TcpStateNumbers.CLOSE_WAIT);
                c.remoteClosedNanos = System.nanoTime() - (i + 1) * 100L * MILLI;
            }
            fixture.closeAndRelease(fd);
        }

        ClosedConnections ended = fixture.onlyPath().ended();
        assertThat(ended.count()).isEqualTo(100);
        assertThat(ended.firstCloser().remote()).isEqualTo(40);
        assertThat(ended.firstCloser().local()).isEqualTo(60);
        assertThat(ended.closeWait().count()).isEqualTo(40);
        assertThat(ended.closeWait().p50Millis()).isBetween(1_850L, 2_250L);
        assertThat(ended.closeWait().p99Millis()).isBetween(3_700L, 4_400L);
        assertThat(ended.slowlyClosed()).isZero();
        assertThat(fixture.onlyPath().timeWait().left()).isEqualTo(60);
    }

    @Test
    void closeWaitAboveTheThreshold_isSlow() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.table.get(fd).remoteClosedNanos = System.nanoTime() - TrackerFixture.SLOW_NANOS;
        fixture.table.get(fd).order = (char) CloseOrder.endOfStream(CloseOrder.OPEN);
        fixture.closeAndRelease(fd);

        assertThat(fixture.onlyPath().ended().slowlyClosed()).isEqualTo(1);
        assertThat(fixture.onlyPath().ended().slowlyClosedBy()).hasSize(1);
    }

    /** Issue 18. */
    @Test
    void closeThatWasLateForWantOfAProcessor_isNotSlow() {
        FileDescriptor fd = fixture.open(NUMBER);
        long closed = System.nanoTime() - TrackerFixture.SLOW_NANOS;
        fixture.table.get(fd).remoteClosedNanos = closed;
        fixture.table.get(fd).order = (char) CloseOrder.endOfStream(CloseOrder.OPEN);
        fixture.codePaths.awakeAgainBy(closed);
        fixture.closeAndRelease(fd);

        assertThat(fixture.onlyPath().ended().slowlyClosed()).isZero();
        assertThat(fixture.onlyPath().ended().closeWait().count()).isEqualTo(1);
        assertThat(fixture.codePaths.excusedCloses()).isEqualTo(1);
    }

    @Test
    void closingStacks_areCountedMostFrequentFirst() {
        for (int i = 0; i < 5; i++) {
            FileDescriptor fd = fixture.open(NUMBER);
            if (i < 2) {
                fixture.tracker.closing(fd);
                fixture.tracker.released(fd);
            } else {
                fixture.closeAndRelease(fd);
            }
        }

        ClosedConnections ended = fixture.onlyPath().ended();
        assertThat(ended.closedBy()).extracting(s -> s.count()).containsExactly(3L, 2L);
    }

    @Test
    void opened_isNeverLessThanWhatIsShownAsOpen() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        Connection c = new Connection(fd, fd, Transport.NIO, RawStack.NONE, System.nanoTime());
        c.remote = TrackerFixture.REMOTE;
        c.phase = Connection.YOUNG;
        fixture.table.put(c);

        assertThat(fixture.onlyPath().opened()).isEqualTo(1);
    }

    private void connect(InetAddress to, int number) {
        FileDescriptor fd = LastAckKernel.descriptor(number);
        fixture.tracker.opened(fd, fd, LastAckHooks.NIO, false, to, 443, null, 0);
    }

    private static Set<String> idsOf(List<CodePath> paths) {
        Set<String> ids = new HashSet<>();
        paths.forEach(path -> ids.add(path.id()));
        return ids;
    }
}
