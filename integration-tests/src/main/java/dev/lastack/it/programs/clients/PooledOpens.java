package dev.lastack.it.programs.clients;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tasks without a frame of this program, on threads of an executor, open connections that nobody closes. Arguments:
 * {@code pool|scheduled|fork-join port thresholdMillis}.
 */
final class PooledOpens {

    private static final int TASKS = 10;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    private final URL url;

    private PooledOpens(URL url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        Oracle oracle = Oracle.ofClientOf(port);
        @SuppressWarnings("deprecation") // its successors are of JDK 20
        PooledOpens program = new PooledOpens(new URL("http://127.0.0.1:" + port + "/"));
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            kept.add(program.submit(args[0]).get(Oracle.BOUND.toMillis(), TimeUnit.MILLISECONDS));
        }
        System.out.println("ANSWERED"); // the peer hangs up upon it
        oracle.await(TcpState.CLOSE_WAIT, TASKS);
        Pause.pastThreshold(Long.parseLong(args[2]));
        oracle.print();
        System.out.println("KEPT " + kept.size());
        Runtime.getRuntime().exit(0);
    }

    private Future<InputStream> submit(String way) throws IOException {
        return switch (way) {
            case "pool" -> pool.submit(url::openStream);
            case "scheduled" -> scheduler.schedule(url::openStream, 1, TimeUnit.MILLISECONDS);
            case "fork-join" -> forkJoin();
            default -> throw new IllegalArgumentException(way);
        };
    }

    private Future<InputStream> forkJoin() {
        FutureTask<InputStream> task = new FutureTask<>(url::openStream);
        ForkJoinPool.commonPool().execute(task);
        return task;
    }
}
