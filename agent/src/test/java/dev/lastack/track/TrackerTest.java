package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sun.nio.ch.LastAckKernel;

class TrackerTest {

    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7);

    private static final int NUMBER = 1000;

    private final FakeProbe probe = new FakeProbe();
    private final FakeFinWatch finWatch = new FakeFinWatch();
    private final TrackerFixture fixture = new TrackerFixture(probe, finWatch);
    private final Tracker tracker = fixture.tracker;

    @Test
    void opened_isFoundUnderItsDescriptorOnly() {
        FileDescriptor fd = fixture.open(NUMBER);

        assertThat(fixture.table.get(fd)).isNotNull();
        assertThat(fixture.table.get(LastAckKernel.descriptor(NUMBER))).isNull();
    }

    @Test
    void openStack_startsAtTheCaller() {
        fixture.open(NUMBER);

        Stack stack = fixture.onlyPath().openStack();
        assertThat(stack.frames().get(0).toString()).startsWith("dev.lastack.fixture.Application.connects(");
        assertThat(stack.culprit()).isEqualTo(stack.frames().get(0));
    }

    @Test
    void accepted_isAServerPathNamedByItsListener() {
        fixture.accepted(LastAckKernel.descriptor(NUMBER));

        CodePath path = fixture.onlyPath();
        assertThat(path.role()).isEqualTo(Role.SERVER);
        assertThat(path.peer()).isEqualTo("127.0.0.1:8080");
        assertThat(path.transport()).isEqualTo(Transport.SOCKET);
    }

    @Test
    void connectThatFails_leavesNoRecord() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        tracker.connectAsked(fd, fd, LastAckHooks.NIO, REMOTE);
        assertThat(fixture.codePaths()).isEmpty();

        fixture.closeAndRelease(fd);

        assertThat(fixture.table.at(NUMBER)).isNull();
        assertThat(fixture.codePaths()).isEmpty();
        assertThat(probe.atCloseAsked).isZero();
    }

    @Test
    void connectThatSucceedsLater_keepsTheStackOfWhoAsked() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        Application.asksToConnect(() -> tracker.connectAsked(fd, fd, LastAckHooks.NIO, REMOTE));
        fixture.connected(fd);

        assertThat(fixture.onlyPath().openStack().culprit().methodName()).isEqualTo("asksToConnect");
    }

    @Test
    void finishConnectThatIsRepeated_opensOnce() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        tracker.connectAsked(fd, fd, LastAckHooks.NIO, REMOTE);
        fixture.connected(fd);
        fixture.connected(fd);
        fixture.takeOverLater();
        fixture.connected(fd);
        fixture.takeOverLater();

        assertThat(fixture.onlyPath().opened()).isEqualTo(1);
        assertThat(finWatch.added).containsExactly(NUMBER);
    }

    @Test
    void connectionOfOneInstant_neverEntersTheEpollSet() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.closeAndRelease(fd);
        fixture.takeOverLater();

        assertThat(finWatch.added).isEmpty();
        assertThat(finWatch.removed).isEmpty();
        assertThat(fixture.onlyPath().ended().count()).isEqualTo(1);
    }

    @Test
    void connectionInTheEpollSet_isTakenOutBeforeItsNumberIsReleased() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.takeOverLater();
        fixture.closeAndRelease(fd);

        assertThat(finWatch.added).containsExactly(NUMBER);
        assertThat(finWatch.removed).containsExactly(NUMBER);
    }

    @Test
    void leavingThenRelease_looksOnceAndTakesItOutOnce() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.takeOverLater();
        tracker.closing(fd);
        tracker.leaving(fd);
        probe.state = TcpStateNumbers.CLOSE_WAIT; // the marker's answer, whatever it were
        tracker.released(fd);

        assertThat(finWatch.removed).containsExactly(NUMBER);
        assertThat(firstClosers().local()).isEqualTo(1);
    }

    @Test
    void usesAreTimed() {
        FileDescriptor fd = fixture.open(NUMBER);
        for (int round = 0; round < 3; round++) {
            tracker.written(fd, 1);
            tracker.written(fd, 1);
            tracker.read(fd);
        }

        Connection c = fixture.table.get(fd);
        assertThat(c.lastReadNanos).isGreaterThan(c.lastWriteNanos);
        assertThat(c.captures().readStack).isNotNull();
        assertThat(c.captures().writeThread).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void useThatIsNotCaptured_isShownWithTheEarlierStackAsNotExact() {
        FileDescriptor fd = fixture.open(NUMBER);
        Application.uses(() -> tracker.read(fd));
        assertThat(fixture.onlyOpen().lastRead().exact()).isTrue();

        fixture.table.get(fd).captures().nextCaptureNanos = System.nanoTime() + 60_000_000_000L;
        tracker.read(fd);

        assertThat(fixture.onlyOpen().lastRead().exact()).isFalse();
        assertThat(fixture.onlyOpen().lastRead().stack().isEmpty()).isFalse();
    }

    @Test
    void useThatNothingWasCapturedOf_hasNoStack() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.table.get(fd).captures().nextCaptureNanos = System.nanoTime() + 60_000_000_000L;
        tracker.written(fd, 1);

        assertThat(fixture.onlyOpen().lastWrite().exact()).isFalse();
        assertThat(fixture.onlyOpen().lastWrite().stack().isEmpty()).isTrue();
    }

    @Test
    void endOfStreamThatIsRepeated_keepsTheFirstReader() {
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.endOfStream(fd);
        Connection c = fixture.table.get(fd);
        RawStack first = c.captures().eofStack;
        long at = c.eofNanos();
        for (int i = 0; i < 3; i++) {
            tracker.endOfStream(fd);
        }

        assertThat(c.captures().eofStack).isSameAs(first);
        assertThat(c.eofNanos()).isEqualTo(at);
        assertThat(c.remoteClosedNanos).isEqualTo(at);
        assertThat(fixture.onlyOpen().firstCloser()).isEqualTo(FirstCloser.REMOTE);
    }

    @Test
    void endOfStreamAfterShutdownInput_isNotRecorded() {
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.inputShuttingDown(fd);
        tracker.endOfStream(fd);

        assertThat(fixture.onlyOpen().eof()).isNull();
        assertThat(fixture.onlyOpen().remoteClosedAt()).isNull();
    }

    @Test
    void endOfStreamAfterClose_isNotRecorded() {
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.closing(fd);
        tracker.endOfStream(fd);

        assertThat(fixture.onlyOpen().eof()).isNull();
    }

    @Test
    void closeThatMeetsTheRemotesFin_cannotTellHowLongItHasWaited() {
        FileDescriptor fd = fixture.open(NUMBER);
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        fixture.closeAndRelease(fd);

        assertThat(firstClosers().remote()).isEqualTo(1);
        assertThat(fixture.onlyPath().ended().closeWait().count()).isZero();
        assertThat(fixture.onlyPath().ended().closeWaitUnknown()).isEqualTo(1);
    }

    @Test
    void closeThatIsRepeated_keepsTheFirst() {
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.closing(fd);
        Connection c = fixture.table.get(fd);
        RawStack first = c.captures().closeStack;
        tracker.closing(fd);
        tracker.closing(fd);

        assertThat(c.captures().closeStack).isSameAs(first);
        assertThat(probe.atCloseAsked).isEqualTo(1);
    }

    @Test
    void releaseWithoutClose_isReclaimedWithItsLastUse() {
        FileDescriptor fd = fixture.open(NUMBER);
        Application.uses(() -> tracker.written(fd, 1));
        fixture.table.get(fd).clear(); // as the collector does before it tells the cleaner
        tracker.released(fd);

        ClosedConnections ended = fixture.onlyPath().ended();
        assertThat(ended.reclaimed()).isEqualTo(1);
        assertThat(ended.closedBy()).isEmpty();
        assertThat(ended.lastUsedBy().get(0).stack().culprit().methodName()).isEqualTo("uses");
        assertThat(ended.reclaimedCloseWait().count())
                .as("closed by the remote")
                .isZero();
    }

    @Test
    void reclaimedConnectionThatTheRemoteHasClosed_tellsForHowLong() {
        FileDescriptor fd = fixture.open(NUMBER);
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        tracker.endOfStream(fd);
        fixture.table.get(fd).remoteClosedNanos -= 5_000_000_000L;
        fixture.table.get(fd).clear();
        tracker.released(fd);

        ClosedConnections ended = fixture.onlyPath().ended();
        assertThat(ended.reclaimedCloseWait().count()).isEqualTo(1);
        assertThat(ended.reclaimedCloseWait().maxMillis()).isBetween(4_500L, 7_000L);
    }

    @Test
    void releaseWithoutCloseOfAReachableSocket_isClosedByWhoeverReleasesIt() {
        FileDescriptor fd = fixture.open(NUMBER);
        Application.closes(() -> tracker.released(fd));

        ClosedConnections ended = fixture.onlyPath().ended();
        assertThat(ended.reclaimed()).isZero();
        assertThat(ended.closedBy().get(0).stack().culprit().methodName()).isEqualTo("closes");
    }

    @Test
    void closeAndRelease_isCountedUnderTheStackOfClose() {
        fixture.closeAndRelease(fixture.open(NUMBER));

        assertThat(fixture.onlyPath().ended().reclaimed()).isZero();
        assertThat(fixture.onlyPath()
                        .ended()
                        .closedBy()
                        .get(0)
                        .stack()
                        .culprit()
                        .methodName())
                .isEqualTo("closes");
    }

    @Test
    void numberReusedWithoutRelease_endsTheOldRecord() {
        for (int i = 0; i < 2; i++) {
            fixture.open(NUMBER);
            fixture.takeOverLater();
        }

        assertThat(fixture.onlyPath().opened()).isEqualTo(2);
        assertThat(fixture.onlyPath().ended().count()).isEqualTo(1);
        assertThat(fixture.onlyPath().open()).hasSize(1);
        assertThat(finWatch.removed).containsExactly(NUMBER);
    }

    @Test
    void eventsOfUnknownDescriptors_fallOut() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        tracker.written(fd, 1);
        tracker.endOfStream(fd);
        tracker.failed(fd, true, new IOException("Broken pipe"));
        tracker.inputShuttingDown(fd);
        tracker.outputShuttingDown(fd);
        tracker.outputShutDown(fd);
        tracker.leaving(fd);
        fixture.closeAndRelease(fd);

        assertThat(fixture.codePaths()).isEmpty();
        assertThat(probe.atCloseAsked).isZero();
    }

    /** A selector gives the descriptor back, later; half of what could be asked then is known by now. */
    @ParameterizedTest
    @CsvSource({"FIN_WAIT1, false", "FIN_WAIT2, true", "CLOSE, true", "LAST_ACK, false"})
    void lastLook_isToldWhatTheOneAfterOurCloseSaw(TcpState seen, boolean known) {
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.closing(fd);
        probe.state = seen.number();
        tracker.outputShutDown(fd);

        tracker.leaving(fd);

        assertThat(probe.onlyCloseFollows).isEqualTo(known);
    }

    @Test
    void eventsAfterTheRelease_doNotTouchTheNumbersNextOwner() {
        FileDescriptor old = fixture.open(NUMBER);
        fixture.closeAndRelease(old);
        FileDescriptor next = fixture.open(NUMBER);
        tracker.endOfStream(old);
        tracker.closing(old);
        tracker.released(old);

        Connection c = fixture.table.get(next);
        assertThat(c).isNotNull();
        assertThat((int) c.order).isEqualTo(CloseOrder.OPEN);
    }

    @Test
    void descriptorNumberAboveTheTable_isCountedAsMissed() {
        fixture.open(5_000_000);

        assertThat(tracker.missed()).isEqualTo(1);
    }

    @Test
    void halfClose_asksTheStateButNotThePendingError() {
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.outputShuttingDown(fd);
        probe.state = TcpStateNumbers.CLOSING;
        tracker.outputShutDown(fd);

        assertThat(probe.atCloseAsked).isZero();
        assertThat(fixture.onlyOpen().outputShutDown()).isTrue();
        assertThat(fixture.onlyOpen().firstCloser()).isEqualTo(FirstCloser.SIMULTANEOUS);
    }

    @Test
    void failureOfALivingConnection_isNoReset() {
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.failed(fd, false, new IOException("Resource temporarily unavailable"));

        assertThat(fixture.onlyOpen().firstCloser()).isNull();
    }

    @Test
    void failure_isJudgedByItsKind() {
        assertThat(afterFailedWrite("Broken pipe")).isEqualTo(FirstCloser.REMOTE);
        assertThat(afterFailedWrite("Connection reset by peer")).isEqualTo(FirstCloser.RESET_BY_REMOTE);
        assertThat(afterFailedWrite("Connection timed out")).isEqualTo(FirstCloser.UNKNOWN);
    }

    private FirstCloser afterFailedWrite(String message) {
        FileDescriptor fd = fixture.open(NUMBER);
        probe.state = TcpStateNumbers.CLOSE;
        tracker.failed(fd, true, new IOException(message));
        Connection c = fixture.table.get(fd);
        tracker.released(fd);
        return CloseOrder.firstCloser(c.order);
    }

    @Test
    void silentKernel_failuresAfterCloseAreTheClosesOwn() {
        probe.works = false;
        FileDescriptor fd = fixture.open(NUMBER);
        tracker.closing(fd);
        tracker.failed(fd, false, new IOException("Bad file descriptor"));

        assertThat(CloseOrder.wasReset(fixture.table.get(fd).order)).isFalse();
    }

    @Test
    void addressExhausted_isCountedWithoutARecord() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        tracker.addressExhausted(fd, TrackerFixture.REMOTE, 443);

        CodePath path = fixture.onlyPath();
        assertThat(path.traffic().addressExhausted().count()).isEqualTo(1);
        assertThat(path.opened()).isZero();
        assertThat(fixture.table.at(NUMBER)).isNull();
    }

    @Test
    void ownerIsNotKeptAlive() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        tracker.opened(fd, new Object(), LastAckHooks.NIO, false, TrackerFixture.REMOTE, 443, null, 0);
        Connection c = fixture.table.get(fd);

        long until = System.nanoTime() + 10_000_000_000L;
        while (!c.unreachable() && System.nanoTime() < until) {
            System.gc();
        }

        assertThat(c.unreachable()).isTrue();
    }

    private FirstCloserCounts firstClosers() {
        return fixture.onlyPath().ended().firstCloser();
    }
}
