package dev.lastack.track;

import dev.lastack.fixture.Addresses;
import dev.lastack.fixture.Application;
import dev.lastack.kernel.FinWatch;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.path.CodePathTable;
import dev.lastack.track.path.Limits;
import dev.lastack.track.path.PathHistory;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.StackTable;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.LastAckHooks;
import java.util.List;
import sun.nio.ch.LastAckKernel;

/** The tracking parts wired as in {@link Tracking}, without its thread: the test takes over by hand. */
final class TrackerFixture {

    static final InetAddress REMOTE = Addresses.address(10, 0, 0, 5);
    static final InetAddress LISTENER = Addresses.address(127, 0, 0, 1);
    static final long SLOW_NANOS = 5_000_000_000L;

    /** Longer than the tick after which a connection is no longer young. */
    static final long A_TICK = 20_000_000L;

    final DescriptorTable table = new DescriptorTable();
    final StackTable stacks = StackTable.forThisVm();
    final CaptureSampler sampler = new CaptureSampler();
    final CodePathTable codePaths = new CodePathTable(
            new FrameNormaliser(ApplicationCode.of(List.of("dev.lastack.fixture.")), 128),
            new Limits(SLOW_NANOS, 1_000_000_000L, 60_000_000_000L));
    final Tracker tracker;
    final PathHistory history;
    final Watcher watcher;
    final Snapshots snapshots;

    TrackerFixture(SocketProbe probe, FinWatch finWatch) {
        this(probe, finWatch, 30_000_000_000L);
    }

    TrackerFixture(SocketProbe probe, FinWatch finWatch, long stalledNanos) {
        tracker = new Tracker(table, stacks, sampler, probe, finWatch);
        history = new PathHistory(table, codePaths, System.nanoTime());
        watcher = new Watcher(tracker, table, codePaths, stacks, sampler, probe, finWatch, history, stalledNanos);
        snapshots = new Snapshots(
                watcher,
                table,
                codePaths,
                history,
                probe,
                tracker.readers(),
                tracker.listeners(),
                tracker.pools(),
                tracker.selectors(),
                tracker.asks().asyncStarts());
    }

    /** Opens a client connection whose owner is its own descriptor: reachable as long as the test holds it. */
    FileDescriptor open(int number) {
        FileDescriptor fd = LastAckKernel.descriptor(number);
        connected(fd);
        return fd;
    }

    void connected(FileDescriptor fd) {
        Application.connects(() -> tracker.opened(fd, fd, LastAckHooks.NIO, false, REMOTE, 443, null, 0));
    }

    void accepted(FileDescriptor fd) {
        Application.connects(() -> tracker.opened(fd, fd, LastAckHooks.SOCKET, true, REMOTE, 50_000, LISTENER, 8080));
    }

    void closeAndRelease(FileDescriptor fd) {
        Application.closes(() -> tracker.closing(fd));
        tracker.released(fd);
    }

    /** As the watcher's thread does, at a time when nothing is young any more. */
    void takeOverLater() {
        watcher.takeOver(System.nanoTime() + A_TICK);
    }

    List<CodePath> codePaths() {
        return snapshots.take(28_000).codePaths();
    }

    CodePath onlyPath() {
        List<CodePath> paths = codePaths();
        if (paths.size() != 1) {
            throw new AssertionError("expected one code path, not " + paths);
        }
        return paths.get(0);
    }

    OpenConnection onlyOpen() {
        List<OpenConnection> open = onlyPath().open();
        if (open.size() != 1) {
            throw new AssertionError("expected one open connection, not " + open);
        }
        return open.get(0);
    }
}
