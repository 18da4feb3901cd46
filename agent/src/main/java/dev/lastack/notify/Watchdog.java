package dev.lastack.notify;

import java.io.IOException;
import java.net.Socket;

/**
 * Closes a socket when the time is up: a write to a peer that does not read has no time-out of its own. And when its
 * owner is to end: the interrupt that wakes a sleeper wakes no reader of a socket.
 */
final class Watchdog implements AutoCloseable, Runnable {

    private static final long NAP_MILLIS = 100;

    private final Socket socket;
    private final long deadline;
    private final Thread owner = Thread.currentThread();
    private volatile boolean bitten;
    private volatile boolean over;

    private Watchdog(Socket socket, long deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /** @param deadline {@link System#nanoTime} */
    static Watchdog closing(Socket socket, long deadline) {
        Watchdog watchdog = new Watchdog(socket, deadline);
        Thread thread = new Thread(null, watchdog, "lastack-notify-time");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return watchdog;
    }

    @Override
    public void run() {
        while (!over) {
            boolean late = deadline - System.nanoTime() <= 0;
            if (late || owner.isInterrupted()) {
                bitten = late;
                bite();
                return;
            }
            nap();
        }
    }

    private static void nap() {
        try {
            Thread.sleep(NAP_MILLIS);
        } catch (InterruptedException e) {
            // looks again at once
        }
    }

    private void bite() {
        try {
            socket.close();
        } catch (IOException e) {
            // closed all the same
        }
    }

    /** Whether the time was up. */
    boolean hasBitten() {
        return bitten;
    }

    @Override
    public void close() {
        over = true;
    }
}
