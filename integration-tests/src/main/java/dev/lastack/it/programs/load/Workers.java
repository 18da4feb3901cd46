package dev.lastack.it.programs.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Threads that work for a while: half of them without a rest, half in bursts with rests in which their connections lie
 * idle.
 */
final class Workers {

    private static final int THREADS = 8;
    private static final int BURST = 25;

    /** Longer than the thresholds of the test. */
    private static final int REST_MILLIS = 1_500;

    private static final int BETWEEN_MILLIS = 2;

    interface Work {
        void once() throws Exception;
    }

    private Workers() {}

    /** Says how often the work was done, and ends the program; with 1 where some of it failed. */
    static void runToTheEnd(int seconds, Work work) {
        try {
            System.out.println("DONE " + run(seconds, work));
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static int run(int seconds, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            boolean rests = i % 2 == 0;
            all.add(threads.submit(() -> work(end, rests, work)));
        }
        int done = 0;
        for (Future<Integer> one : all) {
            done += one.get();
        }
        threads.shutdown();
        return done;
    }

    private static int work(long end, boolean rests, Work work) throws Exception {
        int done = 0;
        while (System.nanoTime() < end) {
            work.once();
            done++;
            Thread.sleep(rests && done % BURST == 0 ? REST_MILLIS : BETWEEN_MILLIS);
        }
        return done;
    }
}
