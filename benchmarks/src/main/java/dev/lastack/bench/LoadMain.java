package dev.lastack.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One load by so many threads for a while, in a JVM of its own: prints operations, nanoseconds, and nanoseconds of
 * processor time of the whole JVM. Arguments: load, threads, {@code platform} or {@code virtual}, milliseconds to warm
 * up, milliseconds to measure.
 */
public final class LoadMain {

    private final Load load;
    private final InetSocketAddress peer;
    private final LongAdder done = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private LoadMain(Load load, InetSocketAddress peer) {
        this.load = load;
        this.peer = peer;
    }

    public static void main(String[] args) throws Exception {
        int code = 0;
        try (Peer peer = Peer.find()) {
            LoadMain main = new LoadMain(Load.valueOf(args[0]), peer.address());
            main.run(
                    Integer.parseInt(args[1]),
                    args[2].equals("virtual"),
                    Long.parseLong(args[3]),
                    Long.parseLong(args[4]));
        } catch (IllegalStateException e) {
            e.printStackTrace();
            code = 1;
        }
        // the lanes never end, and Netty's threads are no daemons
        System.exit(code);
    }

    private void run(int threads, boolean virtual, long warmUpMillis, long measureMillis) throws Exception {
        List<Thread> lanes = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            lanes.add(start(virtual));
        }
        Thread.sleep(warmUpMillis);
        long operations = done.sum();
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        Thread.sleep(measureMillis);
        long nanos = System.nanoTime() - begin;
        System.out.println((done.sum() - operations) + " " + nanos + " " + (cpuNanos() - cpu));
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a lane of " + lanes.size() + " failed", failed);
        }
    }

    /** Virtual threads need JDK 21; this is compiled for 17. */
    private Thread start(boolean virtual) throws ReflectiveOperationException {
        if (virtual) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) this::lane);
        }
        Thread thread = new Thread(this::lane, "lane");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void lane() {
        try {
            Load.Lane lane = load.lane(peer);
            while (true) {
                lane.once();
                done.increment();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
