package dev.lastack.it.programs.servers;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * How a server is called, and how it ends: when its clients have left and LastAck has had the time to call that a
 * finding. Arguments: {@code variant thresholdMillis}; a threshold of 0 is for those that
 * close by themselves, and says to wait until they have.
 */
final class ServerRun {

    static final int CLIENTS = 10;

    /** What a client waits for before it leaves. */
    static final String GREETING = "hello";

    final Variant variant;
    private final long thresholdMillis;
    private final Semaphore served = new Semaphore(0);

    /** What an application that never completes keeps its requests in. */
    private final List<Object> kept = Collections.synchronizedList(new ArrayList<>());

    private final CountDownLatch never = new CountDownLatch(1);

    private ServerRun(Variant variant, long thresholdMillis) {
        this.variant = variant;
        this.thresholdMillis = thresholdMillis;
    }

    static ServerRun of(String[] args) {
        return new ServerRun(Variant.valueOf(args[0].toUpperCase(Locale.ROOT)), Long.parseLong(args[1]));
    }

    boolean is(Variant asked) {
        return variant == asked;
    }

    /** A handler has done with a request what it will do. */
    void served(Object request) {
        kept.add(request);
        served.release();
    }

    /** Until the program ends; the caller's frame is what a report should name. */
    void blockForEver() {
        served.release();
        try {
            never.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** On a thread that is not the server's. */
    static void later(Runnable task) {
        Thread thread = new Thread(task, "later");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets the clients come and go, then ends the program; the report is to see the server as it runs. */
    void serve(int port) throws InterruptedException {
        Oracle oracle = Oracle.ofListenerAt(port);
        System.out.println("LISTEN " + port);
        served.acquire(CLIENTS);
        System.out.println("SERVED");
        try {
            awaitEnd(oracle);
        } catch (IllegalStateException e) {
            e.printStackTrace();
            Runtime.getRuntime().exit(1); // a server's threads would go on
        }
        oracle.print();
        Runtime.getRuntime().exit(0);
    }

    private void awaitEnd(Oracle oracle) {
        if (thresholdMillis == 0) {
            oracle.awaitOwned(0);
        } else {
            oracle.await("no client left", () -> oracle.count(TcpState.ESTABLISHED) == 0);
            Pause.pastThreshold(thresholdMillis);
        }
    }
}
