package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Addresses;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Ended;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.LastAckHooks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class LedgerTest {

    private static final int NUMBER = 1000;
    private static final long MILLI = 1_000_000L;

    private final FakeProbe probe = new FakeProbe();
    private final Bench bench = new Bench(probe, new FakeFinWatch());

    @Test
    void oneLineToTwoDestinations_isTwoPaths() {
        for (int host = 1; host <= 2; host++) {
            connect(Addresses.address(10, 0, 0, host), NUMBER + host);
        }

        assertThat(bench.codePaths()).extracting(CodePath::peer).containsExactly("10.0.0.1:443", "10.0.0.2:443");
    }

    @Test
    void destinationsBeyondTheCap_areCountedTogetherAndSaid() {
        for (int i = 0; i < 2_100; i++) {
            connect(Addresses.address(10, 1, i >> 8, i & 255), NUMBER + i);
        }

        List<CodePath> paths = bench.codePaths();
        assertThat(paths).hasSize(2_001);
        assertThat(paths.get(2_000).peer()).isEqualTo("(other)");
        assertThat(paths.get(2_000).opened()).isEqualTo(100);
        assertThat(bench.ledger.capsHit()).singleElement().asString().contains("2000");
        assertThat(idsOf(paths)).hasSize(2_001);
    }

    @Test
    void pathsBeyondTheSecondCap_haveNoStackOfTheirOwn() {
        for (int i = 0; i < 5_000; i++) {
            Connection c = madeUp(i, Bench.REMOTE);
            bench.ledger.opened(c);
        }

        List<PathStats> paths = bench.ledger.paths();
        assertThat(paths).hasSizeLessThanOrEqualTo(4_001);
        assertThat(paths.get(paths.size() - 1).key.stack().stack.isEmpty()).isTrue();
        assertThat(paths.stream().mapToLong(PathStats::openedCount).sum()).isEqualTo(5_000);
    }

    /** As Undertow does it: the first connection of a listener is accepted elsewhere than those that follow. */
    @Test
    void acceptorsOfOneListener_areOnePath() {
        bench.ledger.opened(accepted("org.xnio.nio.Acceptor", 1, 8080));
        bench.ledger.opened(accepted("org.xnio.nio.Acceptor", 2, 8080));
        bench.ledger.opened(accepted("org.xnio.nio.Acceptor", 2, 8081));

        assertThat(bench.ledger.paths()).extracting(PathStats::openedCount).containsExactly(2L, 1L);
    }

    @Test
    void acceptorsOfTheApplication_areToldApart() {
        bench.ledger.opened(accepted("dev.lastack.fixture.Shop", 1, 8080));
        bench.ledger.opened(accepted("dev.lastack.fixture.Shop", 2, 8080));

        assertThat(bench.ledger.paths()).extracting(PathStats::openedCount).containsExactly(1L, 1L);
    }

    private static Connection accepted(String acceptor, int line, int listenerPort) {
        Connection c = madeUp(acceptor, line, Bench.REMOTE);
        c.accepted = true;
        c.local = Bench.REMOTE;
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
        Connection c = new Connection(fd, fd, "nio", new StackEntry(line, raw), 1);
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
        Connection c = new Connection(fd, fd, "socket", new StackEntry(1, raw), 1);
        bench.ledger.opened(c);
        bench.ledger.ended(c);

        assertThat(bench.codePaths()).isEmpty();
    }

    @Test
    void ended_sumsUpByFirstCloserAndTime() {
        for (int i = 0; i < 100; i++) {
            FileDescriptor fd = bench.open(NUMBER);
            Connection c = bench.table.get(fd);
            probe.state = i < 40 ? TcpNumbers.CLOSE_WAIT : TcpNumbers.ESTABLISHED;
            if (i < 40) {
                c.order = (char) CloseOrder.stateSeen(c.order, TcpNumbers.CLOSE_WAIT);
                c.remoteClosedNanos = System.nanoTime() - (i + 1) * 100L * MILLI;
            }
            bench.closeAndRelease(fd);
        }

        Ended ended = bench.onlyPath().ended();
        assertThat(ended.count()).isEqualTo(100);
        assertThat(ended.firstCloser().remote()).isEqualTo(40);
        assertThat(ended.firstCloser().local()).isEqualTo(60);
        assertThat(ended.closeWait().count()).isEqualTo(40);
        assertThat(ended.closeWait().p50Millis()).isBetween(1_850L, 2_250L);
        assertThat(ended.closeWait().p99Millis()).isBetween(3_700L, 4_400L);
        assertThat(ended.slowlyClosed()).isZero();
        assertThat(bench.onlyPath().timeWait().left()).isEqualTo(60);
    }

    @Test
    void closeWaitAboveTheThreshold_isSlow() {
        FileDescriptor fd = bench.open(NUMBER);
        bench.table.get(fd).remoteClosedNanos = System.nanoTime() - Bench.SLOW_NANOS;
        bench.table.get(fd).order = (char) CloseOrder.endOfStream(CloseOrder.OPEN);
        bench.closeAndRelease(fd);

        assertThat(bench.onlyPath().ended().slowlyClosed()).isEqualTo(1);
        assertThat(bench.onlyPath().ended().slowlyClosedBy()).hasSize(1);
    }

    @Test
    void closingStacks_areCountedMostFrequentFirst() {
        for (int i = 0; i < 5; i++) {
            FileDescriptor fd = bench.open(NUMBER);
            if (i < 2) {
                bench.tracker.closing(fd);
                bench.tracker.released(fd);
            } else {
                bench.closeAndRelease(fd);
            }
        }

        Ended ended = bench.onlyPath().ended();
        assertThat(ended.closedBy()).extracting(s -> s.count()).containsExactly(3L, 2L);
    }

    @Test
    void opened_isNeverLessThanWhatIsShownAsOpen() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        Connection c = new Connection(fd, fd, "nio", StackEntry.NONE, System.nanoTime());
        c.remote = Bench.REMOTE;
        c.phase = Connection.YOUNG;
        bench.table.put(c);

        assertThat(bench.onlyPath().opened()).isEqualTo(1);
    }

    private void connect(InetAddress to, int number) {
        FileDescriptor fd = LastAckKernel.descriptor(number);
        bench.tracker.opened(fd, fd, LastAckHooks.NIO, false, to, 443, null, 0);
    }

    private static Set<String> idsOf(List<CodePath> paths) {
        Set<String> ids = new HashSet<>();
        paths.forEach(path -> ids.add(path.id()));
        return ids;
    }
}
