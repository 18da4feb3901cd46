package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.TcpState;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class SnapshotsTest {

    private static final int NUMBER = 1000;
    private static final long SECOND = 1_000_000_000L;

    private final FakeProbe probe = new FakeProbe();
    private final Bench bench = new Bench(probe, new FakeFinWatch());

    @Test
    void openConnection_isDescribedAsTheKernelSeesIt() {
        bench.open(NUMBER);
        probe.state = TcpNumbers.CLOSE_WAIT;

        OpenConnection open = bench.onlyOpen();
        assertThat(open.state()).isEqualTo(TcpState.CLOSE_WAIT);
        assertThat(open.remote()).isEqualTo("10.0.0.5:443");
        assertThat(open.reachability()).isEqualTo(Reachability.REACHABLE);
        assertThat(open.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(open.openedAt()).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    @Test
    void pendingAndLeftConnections_areNotShown() {
        FileDescriptor pending = LastAckKernel.descriptor(NUMBER);
        bench.tracker.connectAsked(pending, pending, LastAckHooks.NIO);
        FileDescriptor left = bench.open(NUMBER + 1);
        bench.tracker.closing(left);
        bench.tracker.leaving(left);

        assertThat(bench.onlyPath().open()).isEmpty();
    }

    @Test
    void connectionReleasedWhileItIsAsked_isCountedOnceAndItsStateNotBelieved() {
        FileDescriptor fd = bench.open(NUMBER);
        bench.watcher.takeOver(System.nanoTime());
        probe.whenStateIsAsked = () -> bench.table.remove(bench.table.get(fd));

        CodePath path = bench.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.open()).extracting(OpenConnection::state).containsExactly(TcpState.UNKNOWN);
    }

    @Test
    void clearedObject_isUnreachable() {
        FileDescriptor fd = bench.open(NUMBER);
        bench.table.get(fd).clear();

        assertThat(bench.onlyOpen().reachability()).isEqualTo(Reachability.UNREACHABLE);
    }

    @Test
    void closeWait_endsWithTheCallOfClose() {
        FileDescriptor fd = bench.open(NUMBER);
        Connection c = bench.table.get(fd);
        c.remoteClosedNanos = System.nanoTime() - 10 * SECOND;
        assertThat(bench.onlyOpen().closeWaitMillis()).isBetween(10_000L, 60_000L);

        c.closeAskedNanos = c.remoteClosedNanos + 3 * SECOND;
        assertThat(bench.onlyOpen().closeWaitMillis()).isEqualTo(3_000);
    }

    @Test
    void heldBackClose_isShownWithItsStack() {
        FileDescriptor fd = bench.open(NUMBER);
        bench.tracker.closing(fd);

        assertThat(bench.onlyOpen().closeAsked().exact()).isTrue();
    }

    @Test
    void repeatedRounds_areReuse() {
        FileDescriptor fd = bench.open(NUMBER);
        for (int round = 1; round <= 4; round++) {
            assertThat(bench.onlyOpen().reused()).isFalse();
            bench.tracker.used(fd, true);
            bench.tracker.used(fd, false);
        }
        assertThat(bench.onlyOpen().reused()).isTrue();
    }

    @Test
    void unreadData_isShownUntilItIsRead() {
        FileDescriptor fd = bench.open(NUMBER);
        probe.unreadBytes = 300;
        bench.table.get(fd).captures().unreadSinceNanos = System.nanoTime() - 2 * SECOND;
        assertThat(bench.onlyOpen().unreadBytes()).isEqualTo(300);
        assertThat(bench.onlyOpen().receiveBufferBytes()).isEqualTo(4096);
        assertThat(bench.onlyOpen().unreadMillis()).isGreaterThanOrEqualTo(2_000);

        bench.tracker.used(fd, false);
        assertThat(bench.onlyOpen().unreadBytes()).isZero();
        assertThat(bench.onlyOpen().unreadMillis()).isZero();
    }

    @Test
    void idleTime_isSinceTheLastUse() {
        FileDescriptor fd = bench.open(NUMBER);
        bench.table.get(fd).openedNanos -= 100 * SECOND;
        assertThat(bench.onlyOpen().idleMillis()).isGreaterThanOrEqualTo(100_000);

        bench.tracker.used(fd, true);
        assertThat(bench.onlyOpen().idleMillis()).isLessThan(100_000);
    }

    @Test
    void openConnections_areOldestFirst() {
        for (int i = 0; i < 5; i++) {
            FileDescriptor fd = bench.open(NUMBER + i);
            bench.table.get(fd).openedNanos -= i * SECOND;
        }

        List<OpenConnection> open = bench.onlyPath().open();
        assertThat(open).hasSize(5);
        assertThat(open).extracting(OpenConnection::openedAt).isSorted();
    }
}
