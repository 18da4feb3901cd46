package dev.lastack.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are opened and closed one after another, counted from the start of the JVM on: the first ones are met
 * by code that nobody has compiled yet, the last ones by what the compilers have made of it. Both ends are in this JVM,
 * each under 30 frames, so that every connection is two to the agent. Prints, for each stretch, nanoseconds of the clock
 * and of the JVM's processor time for a connection. Arguments: {@code SOCKET} or {@code CHANNEL}, by which it connects.
 */
public final class CountedStormMain {

    private static final int FRAMES = 30;
    private static final int BACKLOG = 256;

    /** So many may be served later than they are closed; the acceptor's work belongs to the stretch that made it. */
    private static final int BEHIND = 64;

    /** What is measured: so many connections after the first of all. */
    enum Stretch {
        FIRST(0, 8_000, 1.25, 1),
        WARM(16_000, 32_000, 1.05, 3),
        LATE(64_000, 112_000, 1.05, 5);

        private final int from;
        final int to;

        /** Processor time that the agent may make of the program's. */
        final double budget;

        /** Where its processor time stands in the line that is printed; the clock's stands before it. */
        final int cpu;

        Stretch(int from, int to, double budget, int cpu) {
            this.from = from;
            this.to = to;
            this.budget = budget;
            this.cpu = cpu;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "connections %,d to %,d", from + 1, to);
        }
    }

    private final SocketKind kind;
    private final ServerSocket listener;
    private final Semaphore behind = new Semaphore(BEHIND);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtDepth opens = new AtDepth(FRAMES) {
        @Override
        long work() throws IOException {
            kind.connect(address).close();
            return 0;
        }
    };
    private final AtDepth accepts = new AtDepth(FRAMES) {
        @Override
        long work() throws IOException {
            try (Socket socket = listener.accept()) {
                // a reset after the FIN of the other side leaves no TIME_WAIT, so ports never run out
                socket.setSoLinger(true, 0);
                return socket.getInputStream().read();
            }
        }
    };
    private final InetSocketAddress address;
    private int opened;

    private CountedStormMain(SocketKind kind) throws IOException {
        this.kind = kind;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    public static void main(String[] args) throws Exception {
        CountedStormMain storm = new CountedStormMain(SocketKind.valueOf(args[0]));
        Thread acceptor = new Thread(storm::accept, "acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
        StringJoiner line = new StringJoiner(" ");
        for (Stretch stretch : Stretch.values()) {
            storm.openUntil(stretch.from);
            long cpu = LoadMain.cpuNanos();
            long begin = System.nanoTime();
            storm.openUntil(stretch.to);
            double connections = stretch.to - stretch.from;
            line.add(String.valueOf((System.nanoTime() - begin) / connections));
            line.add(String.valueOf((LoadMain.cpuNanos() - cpu) / connections));
        }
        System.out.println(line);
    }

    private void openUntil(int count) throws Exception {
        while (opened < count) {
            behind.acquire();
            opens.run();
            opened++;
        }
        behind.acquire(BEHIND);
        behind.release(BEHIND);
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the acceptor failed", failed);
        }
    }

    private void accept() {
        try {
            while (true) {
                accepts.run();
                behind.release();
            }
        } catch (Exception e) {
            failure.set(e);
            behind.release(BEHIND); // the other thread is to see it
        }
    }
}
