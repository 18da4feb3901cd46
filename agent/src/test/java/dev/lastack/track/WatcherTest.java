package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Turns of the agent's thread, taken by hand. {@link WatcherOnRealSocketsTest} lets it run. */
class WatcherTest {

    private static final int NUMBER = 1000;

    private final FakeProbe probe = new FakeProbe();
    private final FakeFinWatch finWatch = new FakeFinWatch();
    private final Bench bench = new Bench(probe, finWatch, 0);

    @Test
    void connectionThatOutlivesATick_entersTheEpollSetOnce() throws IOException {
        FileDescriptor fd = bench.open(NUMBER);
        assertThat(finWatch.added).isEmpty();
        olderThanATick(fd);
        bench.watcher.turn();
        bench.watcher.turn();

        assertThat(finWatch.added).containsExactly(NUMBER);
    }

    @Test
    void remoteFin_isNoticedWithoutARead() throws IOException {
        FileDescriptor fd = watched();
        probe.state = TcpNumbers.CLOSE_WAIT;
        finWatch.events.add(NUMBER);
        bench.watcher.turn();

        Connection c = bench.table.get(fd);
        assertThat(CloseOrder.remoteClosed(c.order)).isTrue();
        assertThat(c.remoteClosedNanos).isNotZero();
        assertThat(c.eofNanos()).isZero();
    }

    @Test
    void eventOfALivingConnection_changesNothing() throws IOException {
        FileDescriptor fd = watched();
        finWatch.events.add(NUMBER);
        bench.watcher.turn();

        assertThat((int) bench.table.get(fd).order).isEqualTo(CloseOrder.OPEN);
        assertThat(bench.table.get(fd).remoteClosedNanos).isZero();
    }

    /** In native code it would make the JVM wait for it. */
    @Test
    void whileTheJvmEnds_eventsAreTakenWithoutWaitingForThem() throws IOException {
        FileDescriptor fd = watched();
        bench.watcher.exiting();
        assertThat(finWatch.wakeUps).isPositive();
        finWatch.timeouts.clear();
        probe.state = TcpNumbers.CLOSE_WAIT;
        finWatch.events.add(NUMBER);
        bench.watcher.turn();

        assertThat(finWatch.timeouts).containsOnly(0);
        assertThat(CloseOrder.remoteClosed(bench.table.get(fd).order)).isTrue();
    }

    @Test
    void eventOfANumberThatNobodyHas_isIgnored() throws IOException {
        finWatch.events.add(NUMBER);
        bench.watcher.turn();

        assertThat(bench.watcher.failures()).isZero();
    }

    @Test
    void numberThatChangesHandsWhileItsStateIsAsked_isNotBelieved() throws IOException {
        FileDescriptor old = watched();
        Connection record = bench.table.get(old);
        probe.state = TcpNumbers.CLOSE_WAIT;
        probe.whenStateIsAsked = () -> {
            probe.whenStateIsAsked = () -> {};
            bench.table.remove(record);
            bench.open(NUMBER);
        };
        finWatch.events.add(NUMBER);
        bench.watcher.turn();

        assertThat((int) record.order).isEqualTo(CloseOrder.OPEN);
        assertThat((int) bench.table.at(NUMBER).order).isEqualTo(CloseOrder.OPEN);
    }

    @Test
    void numberOfALeftSocket_isNotBelieved() throws IOException {
        FileDescriptor fd = watched();
        bench.tracker.closing(fd);
        bench.tracker.leaving(fd);
        int order = bench.table.get(fd).order;
        probe.state = TcpNumbers.CLOSE_WAIT;
        finWatch.events.add(NUMBER);
        bench.watcher.turn();

        assertThat((int) bench.table.get(fd).order).isEqualTo(order);
    }

    @Test
    void connectionReleasedWhileItIsAdded_isTakenOutAgain() {
        FileDescriptor fd = bench.open(NUMBER);
        Connection c = bench.table.get(fd);
        bench.takeOverLater();
        bench.closeAndRelease(fd);
        bench.takeOverLater();

        assertThat((int) c.phase).isEqualTo(Connection.FOLDED);
        assertThat(finWatch.added).hasSameSizeAs(finWatch.removed);
        assertThat(bench.onlyPath().ended().count()).isEqualTo(1);
    }

    @Test
    void quietWatcher_sleepsLong() throws IOException {
        Bench withoutSweeps = new Bench(probe, finWatch);
        withoutSweeps.watcher.turn();

        assertThat(finWatch.timeouts.get(0)).isGreaterThan(500);
    }

    @Test
    void sleepingWatcher_isWokenOnceByTheConnectionsThatFollow() {
        bench.tracker.wakeUp().goingToSleep();
        bench.open(NUMBER);
        bench.open(NUMBER + 1);

        assertThat(finWatch.wakeUps).isEqualTo(1);
    }

    @Test
    void watcherWithYoungConnections_waitsATickOnly() throws IOException {
        bench.open(NUMBER);
        bench.watcher.turn();

        assertThat(finWatch.timeouts).containsExactly(10);
    }

    @Test
    void failedTurn_isCountedAndTheThreadGoesOn() throws InterruptedException {
        finWatch.failOnce = new IOException("made up");
        Thread thread = new Thread(bench.watcher);
        thread.start();
        long until = System.nanoTime() + 10_000_000_000L;
        while (bench.watcher.failures() == 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        bench.watcher.stop();
        thread.join(10_000);

        assertThat(bench.watcher.failures()).isEqualTo(1);
        assertThat(thread.isAlive()).isFalse();
        assertThat(finWatch.closed).isTrue();
    }

    private FileDescriptor watched() {
        FileDescriptor fd = bench.open(NUMBER);
        bench.takeOverLater();
        assertThat(finWatch.added).containsExactly(NUMBER);
        return fd;
    }

    private void olderThanATick(FileDescriptor fd) {
        bench.table.get(fd).openedNanos -= Bench.A_TICK;
    }
}
