package dev.lastack.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A load that goes on until its standard input ends, so that its JVM can be measured in turns: no two JVMs compile the same
 * program alike. Prints its pid; for each line {@code operations} how many it has done, for each other one the nanoseconds
 * of processor time of the JVM. Arguments: threads, and the load where there are any.
 */
public final class TurnsMain {

    private TurnsMain() {}

    public static void main(String[] args) throws Exception {
        LongAdder done = new LongAdder();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        int threads = Integer.parseInt(args[0]);
        if (threads > 0) {
            Load load = Load.valueOf(args[1]);
            Peer peer = Peer.find();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> again(load, peer, done, failure), "lane");
                thread.setDaemon(true);
                thread.start();
            }
        }
        System.out.println(ProcessHandle.current().pid());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(line.equals("operations") ? done.sum() : LoadMain.cpuNanos());
        }
        Exception failed = failure.get();
        if (failed != null) {
            failed.printStackTrace();
        }
        System.exit(failed == null ? 0 : 1);
    }

    private static void again(Load load, Peer peer, LongAdder done, AtomicReference<@Nullable Exception> failure) {
        try {
            Load.Lane lane = load.lane(peer.address());
            while (true) {
                lane.once();
                done.increment();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }
}
