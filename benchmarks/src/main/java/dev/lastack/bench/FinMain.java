package dev.lastack.bench;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * From a remote's FIN to the record that knows of it, with so many open connections that nobody reads and whose peers
 * all close within a second. Prints the median, the 99th percentile and the longest, in nanoseconds. Argument:
 * connections.
 */
public final class FinMain {

    private static final int WITHIN_MILLIS = 1_000;
    private static final int PATIENCE_MILLIS = 10_000;

    private FinMain() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        OwnTracking tracking = OwnTracking.start(Hooks.ALL);
        List<SocketChannel> channels = new ArrayList<>();
        try (Peer peer = Peer.find();
                HeldConnectionsPeer.Client holder = new HeldConnectionsPeer.Client(peer, connections)) {
            for (int i = 0; i < connections; i++) {
                channels.add(SocketChannel.open(peer.holder()));
            }
            holder.awaitHeld();
            // until none is young any more
            Thread.sleep(500);
            holder.closeAllWithin(WITHIN_MILLIS);
            Map<Integer, Long> closed = holder.closeTimes(connections);
            System.out.println(statistics(latencies(channels, closed, known(tracking, connections))));
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
        tracking.stop();
    }

    /** Oldest first, as they were opened. */
    private static List<OpenConnection> known(OwnTracking tracking, int connections) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (true) {
            for (CodePath path : tracking.tracking().take(0).codePaths()) {
                List<OpenConnection> open = path.open();
                if (open.size() == connections && open.stream().allMatch(c -> c.remoteClosedAt() != null)) {
                    return open;
                }
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not all remote FINs were seen");
            }
            Thread.sleep(50);
        }
    }

    /** One clock for all processes of one Linux. */
    private static long[] latencies(List<SocketChannel> channels, Map<Integer, Long> closed, List<OpenConnection> known)
            throws Exception {
        Instant now = Instant.now();
        long nanos = System.nanoTime();
        long[] latencies = new long[channels.size()];
        for (int i = 0; i < latencies.length; i++) {
            int port = ((InetSocketAddress) channels.get(i).getLocalAddress()).getPort();
            Long closedNanos = closed.get(port);
            Instant seen = known.get(i).remoteClosedAt();
            if (closedNanos == null || seen == null) {
                throw new IllegalStateException("no times of " + port);
            }
            latencies[i] =
                    Duration.between(now.plusNanos(closedNanos - nanos), seen).toNanos();
        }
        return latencies;
    }

    private static String statistics(long[] latencies) {
        Arrays.sort(latencies);
        int last = latencies.length - 1;
        return latencies[last / 2] + " " + latencies[(int) (last * 0.99)] + " " + latencies[last];
    }
}
