package dev.lastack.it.programs.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Connects and closes so many times a second, from one line, to a server in this JVM that answers a byte and closes first. */
final class HealthyStorm {

    private final ServerSocket server;
    private final long nanosEach;
    private final AtomicLong lived = new AtomicLong();

    private HealthyStorm(ServerSocket server, int perSecond) {
        this.server = server;
        this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Goes on as long as the JVM does. */
    static HealthyStorm start(int perSecond) throws IOException {
        ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        HealthyStorm storm = new HealthyStorm(server, perSecond);
        daemon("storm-server", storm::serve);
        daemon("storm-client", storm::blow);
        return storm;
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    void awaitLived(long connections) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (lived.get() < connections) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a storm of " + lived + " connections only");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    long lived() {
        return lived.get();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket accepted = server.accept()) {
                    accepted.getOutputStream().write(1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void blow() {
        long due = System.nanoTime();
        try {
            while (true) {
                live();
                lived.incrementAndGet();
                due = Math.max(due + nanosEach, System.nanoTime() - nanosEach);
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void live() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            while (socket.getInputStream().read() >= 0) {
                // until the server has closed
            }
        }
    }
}
