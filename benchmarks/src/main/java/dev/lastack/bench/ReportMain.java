package dev.lastack.bench;

import com.sun.management.ThreadMXBean;
import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.config.SettingsParser;
import dev.lastack.report.ReportWriter;
import dev.lastack.snapshot.Fidelity;
import dev.lastack.snapshot.HostNetwork;
import dev.lastack.snapshot.Instance;
import dev.lastack.snapshot.Jvm;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.track.Tracked;
import dev.lastack.track.Tracking;
import java.io.FileDescriptor;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshot, analysis and JSON report of so many open connections. Prints nanoseconds and bytes of the median report, and
 * the longest pause in nanoseconds that a busy thread had during all of them, and during as long a time without; and for
 * how long at most the VM stopped all threads meanwhile, other than for the collector, and for the collector.
 * Arguments: {@code real} or {@code made-up} (of which the kernel is not asked), connections, reports.
 */
public final class ReportMain {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FIRST_NUMBER = 100_000;
    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private ReportMain() {}

    public static void main(String[] args) throws Exception {
        boolean real = args[0].equals("real");
        int connections = Integer.parseInt(args[1]);
        int reports = Integer.parseInt(args[2]);
        OwnTracking own = OwnTracking.start(real ? Hooks.ALL : Hooks.NO_KERNEL);
        List<Object> held = new ArrayList<>();
        if (real) {
            try (Peer peer = Peer.find();
                    HeldConnectionsPeer.Client holder = new HeldConnectionsPeer.Client(peer, connections)) {
                for (int i = 0; i < connections; i++) {
                    held.add(SocketChannel.open(peer.holder()));
                }
                holder.awaitHeld();
                measure(own.tracking(), connections, reports);
            }
        } else {
            for (int i = 0; i < connections; i++) {
                FileDescriptor fd = RealSockets.borrow(FIRST_NUMBER + i);
                LastAckHooks.channelConnected(fd, fd, LastAckHooks.NIO, REMOTE, null);
                held.add(fd);
            }
            measure(own.tracking(), connections, reports);
        }
        if (held.size() != connections) {
            throw new IllegalStateException("they must live until here");
        }
        LastAckHooks.uninstall();
        // the real ones are closed by the end of this process
        System.exit(0);
    }

    private static void measure(Tracking tracking, int connections, int reports) throws Exception {
        Settings settings = SettingsParser.parse(null);
        Path file = Files.createTempFile("lastack-bench", ".json");
        double[] nanos = new double[reports];
        double[] bytes = new double[reports];
        BusyThread busy = BusyThread.start();
        try {
            report(tracking, settings, file, connections);
            long begin = System.nanoTime();
            SafepointLog stops = new SafepointLog();
            busy.longestSince();
            for (int i = 0; i < reports; i++) {
                long before =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                long start = System.nanoTime();
                report(tracking, settings, file, connections);
                nanos[i] = System.nanoTime() - start;
                bytes[i] =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            }
            long during = busy.longestSince();
            long collector = stops.longest(true);
            long others = stops.longest(false);
            Thread.sleep((System.nanoTime() - begin) / 1_000_000 + 1);
            long without = busy.longestSince();
            System.out.println((long) Spread.of(nanos).median() + " "
                    + (long) Spread.of(bytes).median() + " " + during + " " + without + " " + others + " " + collector);
        } finally {
            busy.stop();
            Files.delete(file);
        }
    }

    private static void report(Tracking tracking, Settings settings, Path file, int connections) {
        Tracked tracked = tracking.take(0);
        int open = tracked.codePaths().stream()
                .mapToInt(path -> path.open().size())
                .sum();
        // the one to the holder is there too
        if (open < connections) {
            throw new IllegalStateException(open + " connections in the report");
        }
        Instant now = Instant.now();
        Snapshot snapshot = new Snapshot(
                tracked.takenAt(),
                new Jvm(1, "ReportMain", "17", now, now, false, Instance.UNKNOWN),
                new Observation(1, Fidelity.KERNEL, Fidelity.KERNEL, 0, 0, List.of(), List.of(), null),
                tracked.codePaths(),
                HostNetwork.UNKNOWN);
        new ReportWriter(List.of(file.toString()), 1).write(snapshot, Analyzer.analyze(snapshot, settings));
    }
}
