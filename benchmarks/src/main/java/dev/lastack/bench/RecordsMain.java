package dev.lastack.bench;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.util.concurrent.TimeUnit;

/**
 * What records hold of the heap. Made-up connections, of which the kernel is not asked. Prints the bytes that one open
 * connection holds; then, after so many lives or so many seconds, how many lives there were, by how many bytes the heap
 * has grown in the second half of them, and the nanoseconds of one. Arguments: open connections, lives, seconds.
 */
public final class RecordsMain {

    private static final int FIRST_NUMBER = 1_000;
    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    private static final InetSocketAddress LOCAL = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

    private RecordsMain() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        OwnTracking tracking = OwnTracking.start(Hooks.NO_KERNEL);
        long bytes = heldByOpen(connections);
        System.out.println(bytes + " " + soak(Long.parseLong(args[1]), Long.parseLong(args[2])));
        tracking.stop();
    }

    /** Each is written and read once, and none has ended. */
    private static long heldByOpen(int connections) throws InterruptedException {
        FileDescriptor[] descriptors = new FileDescriptor[connections];
        Object[] owners = new Object[connections];
        for (int i = 0; i < connections; i++) {
            descriptors[i] = RealSockets.borrow(FIRST_NUMBER + i);
            owners[i] = new Object();
        }
        // one of each kind, for what all share
        use(descriptors[0], owners[0]);
        long before = Heap.used();
        for (int i = 0; i < connections; i++) {
            use(descriptors[i], owners[i]);
        }
        long held = Heap.used() - before;
        for (int i = 0; i < connections; i++) {
            end(descriptors[i]);
        }
        if (owners.length != connections) {
            throw new IllegalStateException("owners must live until here");
        }
        return held / connections;
    }

    private static String soak(long lives, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long first = live(lives / 2, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds) / 2);
        long before = Heap.used();
        long begin = System.nanoTime();
        long second = live(lives / 2, end);
        long nanos = System.nanoTime() - begin;
        return (first + second) + " " + (Heap.used() - before) + " " + nanos / second;
    }

    private static long live(long atMost, long until) {
        long lives = 0;
        while (lives < atMost && System.nanoTime() < until) {
            for (int i = 0; i < 64; i++) {
                FileDescriptor fd = RealSockets.borrow(FIRST_NUMBER + i);
                use(fd, fd);
                end(fd);
            }
            lives += 64;
        }
        return lives;
    }

    private static void use(FileDescriptor fd, Object owner) {
        LastAckHooks.channelConnected(fd, owner, LastAckHooks.NIO, REMOTE, LOCAL);
        LastAckHooks.writeReturned(1, fd);
        LastAckHooks.readReturned(1, fd);
    }

    private static void end(FileDescriptor fd) {
        LastAckHooks.closing(fd);
        LastAckHooks.released(fd);
    }
}
