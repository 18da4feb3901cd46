package dev.lastack.it.programs.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One side's ends of all connections of a manner, which take each step together. */
final class Batch {

    private static final int THREADS = 4;

    private static final ExecutorService POOL = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "step");
        thread.setDaemon(true);
        return thread;
    });

    private final List<WireEnd> ends = new ArrayList<>();

    void add(WireEnd end) {
        ends.add(end);
    }

    int size() {
        return ends.size();
    }

    /** Gives the microseconds that the step took at the end where it took longest. */
    long take(String step) throws Exception {
        List<Callable<Long>> tasks = new ArrayList<>();
        for (WireEnd end : ends) {
            tasks.add(() -> {
                long began = System.nanoTime();
                end.take(step);
                return (System.nanoTime() - began) / 1_000;
            });
        }
        long longest = 0;
        for (Future<Long> done : POOL.invokeAll(tasks)) {
            longest = Math.max(longest, done.get());
        }
        return longest;
    }

    void end() throws IOException {
        for (WireEnd end : ends) {
            end.take("close");
            end.flush();
        }
    }
}
