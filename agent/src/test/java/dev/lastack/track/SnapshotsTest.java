package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.TcpState;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class SnapshotsTest {

    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7);

    private static final int NUMBER = 1000;
    private static final long SECOND = 1_000_000_000L;

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());

    @Test
    void openConnection_isDescribedAsTheKernelSeesIt() {
        fixture.open(NUMBER);
        probe.state = TcpStateNumbers.CLOSE_WAIT;

        OpenConnection open = fixture.onlyOpen();
        assertThat(open.state()).isEqualTo(TcpState.CLOSE_WAIT);
        assertThat(open.remote()).isEqualTo("10.0.0.5:443");
        assertThat(open.reachability()).isEqualTo(Reachability.REACHABLE);
        assertThat(open.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(open.openedAt()).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    /** The watcher has not seen it yet. */
    @Test
    void finOfThisMoment_isInStateAndRecordAlike() {
        fixture.open(NUMBER);
        probe.state = TcpStateNumbers.ESTABLISHED;
        assertThat(fixture.onlyOpen().remoteClosedAt()).isNull();

        probe.state = TcpStateNumbers.CLOSE_WAIT;

        OpenConnection open = fixture.onlyOpen();
        assertThat(open.state()).isEqualTo(TcpState.CLOSE_WAIT);
        assertThat(open.firstCloser()).isEqualTo(FirstCloser.REMOTE);
        assertThat(open.remoteClosedAt()).isBetween(open.openedAt(), Instant.now());
    }

    @Test
    void stateOfADescriptorThatWasGivenBackMeanwhile_saysNothingOfTheRemote() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.watcher.takeOver(System.nanoTime());
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        probe.whenStateIsAsked = () -> fixture.table.remove(fixture.table.get(fd));

        assertThat(fixture.onlyOpen().remoteClosedAt()).isNull();
    }

    @Test
    void pendingConnectionsAreNotShown_andThoseOnTheirWayOutAreOpenUntilReleased() {
        FileDescriptor pending = LastAckKernel.descriptor(NUMBER);
        fixture.tracker.connectAsked(pending, pending, LastAckHooks.NIO, REMOTE);
        FileDescriptor left = fixture.open(NUMBER + 1);
        fixture.tracker.closing(left);
        fixture.tracker.leaving(left);

        assertThat(fixture.onlyPath().open()).hasSize(1);
        assertThat(fixture.onlyOpen().state()).isEqualTo(TcpState.UNKNOWN);

        fixture.tracker.released(left);

        assertThat(fixture.onlyPath().open()).isEmpty();
        assertThat(fixture.onlyPath().ended().count()).isEqualTo(1);
    }

    @Test
    void connectionReleasedWhileItIsAsked_isCountedOnceAndItsStateNotBelieved() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.watcher.takeOver(System.nanoTime());
        probe.whenStateIsAsked = () -> fixture.table.remove(fixture.table.get(fd));

        CodePath path = fixture.onlyPath();
        assertThat(path.opened()).isEqualTo(1);
        assertThat(path.open()).extracting(OpenConnection::state).containsExactly(TcpState.UNKNOWN);
    }

    @Test
    void clearedObject_isUnreachable() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.table.get(fd).clear();

        assertThat(fixture.onlyOpen().reachability()).isEqualTo(Reachability.UNREACHABLE);
    }

    @Test
    void closeWait_endsWithTheCallOfClose() {
        FileDescriptor fd = fixture.open(NUMBER);
        Connection c = fixture.table.get(fd);
        c.remoteClosedNanos = System.nanoTime() - 10 * SECOND;
        assertThat(fixture.onlyOpen().closeWaitMillis()).isBetween(10_000L, 60_000L);

        c.closeAskedNanos = c.remoteClosedNanos + 3 * SECOND;
        assertThat(fixture.onlyOpen().closeWaitMillis()).isEqualTo(3_000);
    }

    @Test
    void heldBackClose_isShownWithItsStack() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.tracker.closing(fd);

        assertThat(fixture.onlyOpen().closeAsked().exact()).isTrue();
    }

    /** Issue 18: TLS through a proxy, a log-in at a database or a mail server take as many rounds as they like. */
    @Test
    void roundsWithoutAPause_areNoReuse() {
        FileDescriptor fd = fixture.open(NUMBER);
        for (int round = 0; round < 200; round++) {
            fixture.tracker.written(fd, 1);
            fixture.tracker.read(fd);
        }
        assertThat(fixture.onlyOpen().reused()).isFalse();
    }

    @Test
    void useAfterAPause_isReuse_andAnAnswerThatTookLongIsNone() {
        FileDescriptor fd = fixture.open(NUMBER);
        Connection c = fixture.table.get(fd);
        fixture.tracker.written(fd, 1);
        c.lastWriteNanos -= 10 * SECOND;
        fixture.tracker.read(fd);
        fixture.tracker.written(fd, 1);
        assertThat(fixture.onlyOpen().reused()).isFalse();

        fixture.tracker.read(fd);
        c.lastWriteNanos -= 2 * SECOND;
        c.lastReadNanos -= SECOND;
        fixture.tracker.written(fd, 1);
        assertThat(fixture.onlyOpen().reused()).isTrue();
    }

    private void restThenWrite(FileDescriptor fd) {
        Connection c = fixture.table.get(fd);
        fixture.tracker.read(fd);
        c.lastWriteNanos -= 2 * SECOND;
        c.lastReadNanos -= SECOND;
        fixture.tracker.written(fd, 1);
    }

    /** Issue 18, 5: who goes on after a rest is in the same conversation; who comes from elsewhere has it from a pool. */
    @Test
    void useAfterAPause_isAnothersOnlyWhereAnotherThreadMakesIt() throws InterruptedException {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.tracker.written(fd, 1);
        restThenWrite(fd);
        assertThat(fixture.onlyOpen().reused()).isTrue();
        assertThat(fixture.onlyOpen().reusedByAnother()).isFalse();

        Thread other = new Thread(() -> restThenWrite(fd), "another");
        other.start();
        other.join();
        assertThat(fixture.onlyOpen().reusedByAnother()).isTrue();
    }

    @Test
    void connectNobodyFinished_isShownUntilSomebodyDoes() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.table.get(fd).connectUnfinished(true);
        assertThat(fixture.onlyOpen().connectUnfinished()).isTrue();

        fixture.tracker.opened(fd, this, LastAckHooks.NIO, false, TrackerFixture.REMOTE, 1, null, 0);
        assertThat(fixture.onlyOpen().connectUnfinished()).isFalse();
    }

    @Test
    void unreadData_isShownUntilItIsRead() {
        FileDescriptor fd = fixture.open(NUMBER);
        probe.unreadBytes = 300;
        fixture.table.get(fd).captures().unreadSinceNanos = System.nanoTime() - 2 * SECOND;
        assertThat(fixture.onlyOpen().unreadBytes()).isEqualTo(300);
        assertThat(fixture.onlyOpen().receiveBufferBytes()).isEqualTo(4096);
        assertThat(fixture.onlyOpen().unreadMillis()).isGreaterThanOrEqualTo(2_000);

        fixture.tracker.read(fd);
        assertThat(fixture.onlyOpen().unreadBytes()).isZero();
        assertThat(fixture.onlyOpen().unreadMillis()).isZero();
    }

    @Test
    void idleTime_isSinceTheLastUse() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.table.get(fd).openedNanos -= 100 * SECOND;
        assertThat(fixture.onlyOpen().idleMillis()).isGreaterThanOrEqualTo(100_000);

        fixture.tracker.written(fd, 1);
        assertThat(fixture.onlyOpen().idleMillis()).isLessThan(100_000);
    }

    @Test
    void openConnections_areOldestFirst() {
        for (int i = 0; i < 5; i++) {
            FileDescriptor fd = fixture.open(NUMBER + i);
            fixture.table.get(fd).openedNanos -= i * SECOND;
        }

        List<OpenConnection> open = fixture.onlyPath().open();
        assertThat(open).hasSize(5);
        assertThat(open).extracting(OpenConnection::openedAt).isSorted();
    }
}
