package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import java.io.FileDescriptor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Turns of the agent's thread, taken by hand. {@link WatcherOnRealSocketsTest} lets it run. */
class WatcherTest {

    private static final int NUMBER = 1000;

    private final FakeProbe probe = new FakeProbe();
    private final FakeFinWatch finWatch = new FakeFinWatch();
    private final TrackerFixture fixture = new TrackerFixture(probe, finWatch, 0);

    @Test
    void connectionThatOutlivesATick_entersTheEpollSetOnce() throws IOException {
        FileDescriptor fd = fixture.open(NUMBER);
        assertThat(finWatch.added).isEmpty();
        olderThanATick(fd);
        fixture.watcher.turn();
        fixture.watcher.turn();

        assertThat(finWatch.added).containsExactly(NUMBER);
    }

    @Test
    void remoteFin_isNoticedWithoutARead() throws IOException {
        FileDescriptor fd = watched();
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        finWatch.events.add(NUMBER);
        fixture.watcher.turn();

        Connection c = fixture.table.get(fd);
        assertThat(CloseOrder.remoteClosed(c.order)).isTrue();
        assertThat(c.remoteClosedNanos).isNotZero();
        assertThat(c.eofNanos()).isZero();
    }

    @Test
    void eventOfALivingConnection_changesNothing() throws IOException {
        FileDescriptor fd = watched();
        finWatch.events.add(NUMBER);
        fixture.watcher.turn();

        assertThat((int) fixture.table.get(fd).order).isEqualTo(CloseOrder.OPEN);
        assertThat(fixture.table.get(fd).remoteClosedNanos).isZero();
    }

    /** In native code it would make the JVM wait for it. */
    @Test
    void whileTheJvmEnds_eventsAreTakenWithoutWaitingForThem() throws IOException {
        FileDescriptor fd = watched();
        fixture.watcher.exiting();
        assertThat(finWatch.wakeUps).isPositive();
        finWatch.timeouts.clear();
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        finWatch.events.add(NUMBER);
        fixture.watcher.turn();

        assertThat(finWatch.timeouts).containsOnly(0);
        assertThat(CloseOrder.remoteClosed(fixture.table.get(fd).order)).isTrue();
    }

    @Test
    void eventOfANumberThatNobodyHas_isIgnored() throws IOException {
        finWatch.events.add(NUMBER);
        fixture.watcher.turn();

        assertThat(fixture.watcher.failures()).isZero();
    }

    @Test
    void numberThatChangesHandsWhileItsStateIsAsked_isNotBelieved() throws IOException {
        FileDescriptor old = watched();
        Connection record = fixture.table.get(old);
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        probe.whenStateIsAsked = () -> {
            probe.whenStateIsAsked = () -> {};
            fixture.table.remove(record);
            fixture.open(NUMBER);
        };
        finWatch.events.add(NUMBER);
        fixture.watcher.turn();

        assertThat((int) record.order).isEqualTo(CloseOrder.OPEN);
        assertThat((int) fixture.table.at(NUMBER).order).isEqualTo(CloseOrder.OPEN);
    }

    @Test
    void numberOfALeftSocket_isNotBelieved() throws IOException {
        FileDescriptor fd = watched();
        fixture.tracker.closing(fd);
        fixture.tracker.leaving(fd);
        int order = fixture.table.get(fd).order;
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        finWatch.events.add(NUMBER);
        fixture.watcher.turn();

        assertThat((int) fixture.table.get(fd).order).isEqualTo(order);
    }

    @Test
    void connectionReleasedWhileItIsAdded_isTakenOutAgain() {
        FileDescriptor fd = fixture.open(NUMBER);
        Connection c = fixture.table.get(fd);
        fixture.takeOverLater();
        fixture.closeAndRelease(fd);
        fixture.takeOverLater();

        assertThat((int) c.phase).isEqualTo(Connection.COUNTED);
        assertThat(finWatch.added).hasSameSizeAs(finWatch.removed);
        assertThat(fixture.onlyPath().ended().count()).isEqualTo(1);
    }

    @Test
    void quietWatcher_sleepsLong() throws IOException {
        TrackerFixture withoutSweeps = new TrackerFixture(probe, finWatch);
        withoutSweeps.watcher.turn();

        assertThat(finWatch.timeouts.get(0)).isGreaterThan(500);
    }

    @Test
    void sleepingWatcher_isWokenOnceByTheConnectionsThatFollow() {
        fixture.tracker.wakeUp().goingToSleep();
        fixture.open(NUMBER);
        fixture.open(NUMBER + 1);

        assertThat(finWatch.wakeUps).isEqualTo(1);
    }

    @Test
    void watcherWithYoungConnections_waitsATickOnly() throws IOException {
        fixture.open(NUMBER);
        fixture.watcher.turn();

        assertThat(finWatch.timeouts).containsExactly(10);
    }

    @Test
    void failedTurn_isCountedAndTheThreadGoesOn() throws InterruptedException {
        finWatch.failOnce = new IOException("made up");
        Thread thread = new Thread(fixture.watcher);
        thread.start();
        long until = System.nanoTime() + 10_000_000_000L;
        while (fixture.watcher.failures() == 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        fixture.watcher.stop();
        thread.join(10_000);

        assertThat(fixture.watcher.failures()).isEqualTo(1);
        assertThat(thread.isAlive()).isFalse();
        assertThat(finWatch.closed).isTrue();
    }

    private FileDescriptor watched() {
        FileDescriptor fd = fixture.open(NUMBER);
        fixture.takeOverLater();
        assertThat(finWatch.added).containsExactly(NUMBER);
        return fd;
    }

    private void olderThanATick(FileDescriptor fd) {
        fixture.table.get(fd).openedNanos -= TrackerFixture.A_TICK;
    }
}
