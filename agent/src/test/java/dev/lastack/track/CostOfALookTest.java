package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.fixture.Addresses;
import dev.lastack.fixture.Application;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.History;
import dev.lastack.snapshot.Snapshot;
import java.io.FileDescriptor;
import java.lang.management.ManagementFactory;
import java.net.LastAckHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/**
 * Guards what metrics pay for each reading, however often they are asked for, by what can be counted: bytes, and questions
 * to the kernel. Of a program that is well, has been running for minutes, and has a connection on each of its code paths.
 */
class CostOfALookTest {

    private static final int PATHS = 40;
    private static final int SECONDS = 400;
    private static final int EPHEMERAL_PORTS = 28_000;
    private static final int ROUNDS = 50;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());
    private final List<FileDescriptor> held = new ArrayList<>();

    @BeforeEach
    void runForMinutes() {
        for (int port = 1; port <= PATHS; port++) {
            openTo(port);
        }
        long begin = System.nanoTime();
        for (int second = 1; second <= SECONDS; second++) {
            fixture.watcher.takeOver(begin + second * 1_000_000_000L);
        }
    }

    private void openTo(int port) {
        FileDescriptor fd = LastAckKernel.descriptor(1_000 + port);
        held.add(fd);
        Application.connects(() ->
                fixture.tracker.opened(fd, fd, LastAckHooks.NIO, false, Addresses.address(10, 0, 0, 5), port, null, 0));
    }

    @Test
    void asksTheKernelOnceOfEachConnection() {
        AtomicInteger asked = new AtomicInteger();
        probe.whenStateIsAsked = asked::incrementAndGet;

        List<CodePath> paths = fixture.snapshots.take(EPHEMERAL_PORTS).codePaths();

        assertThat(paths).hasSize(held.size());
        assertThat(asked).hasValue(PATHS);
    }

    @Test
    void leavesTheHistoryToReports() {
        assertThat(fixture.snapshots.take(EPHEMERAL_PORTS).history()).isEqualTo(History.NONE);
        assertThat(fixture.snapshots.takeWithHistory(EPHEMERAL_PORTS).history().points())
                .hasSizeGreaterThan(20);

        long look = bytes(() -> fixture.snapshots.take(EPHEMERAL_PORTS));
        long report = bytes(() -> fixture.snapshots.takeWithHistory(EPHEMERAL_PORTS));
        assertThat(look).isLessThan(report * 2 / 3);
        assertThat(look / PATHS).as("bytes of a code path").isBetween(500L, 6_000L);
    }

    @Test
    void judging_allocatesLittle_whereAllIsWell() {
        Snapshot snapshot = snapshot(fixture.snapshots.take(EPHEMERAL_PORTS).codePaths());
        assertThat(Analyzer.analyze(snapshot, Settings.DEFAULTS)).isEmpty();

        long bytes = bytes(() -> Analyzer.analyze(snapshot, Settings.DEFAULTS));
        assertThat(bytes / PATHS).as("bytes of a code path").isBetween(100L, 40_000L);
    }

    private static Snapshot snapshot(List<CodePath> paths) {
        Snapshot of = SnapshotFixtures.of();
        return new Snapshot(of.takenAt(), of.jvm(), of.observation(), paths, of.hostNetwork());
    }

    /** The least of many: compilers and class loading allocate too. */
    private static long bytes(Runnable look) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            look.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
