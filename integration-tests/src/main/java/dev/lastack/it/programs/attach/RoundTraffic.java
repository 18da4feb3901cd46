package dev.lastack.it.programs.attach;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Talks with itself over connections that stay and over short ones, by {@code Socket} and by {@code SocketChannel}, at a
 * leisurely pace and without end, while somebody attaches and detaches. A line on standard input is answered with what
 * this JVM holds: the numbers of {@link Measure}, then the bytes of metaspace. Nothing of it grows by itself.
 */
public final class RoundTraffic {

    private static final int STAYING = 4;
    private static final int PAUSE_MILLIS = 5;

    /** Two that accept, the client, and the server's sides of the connections that stay. */
    private static final int STAYING_THREADS = 3 + 2 * STAYING;

    private static final ThreadGroup OURS = new ThreadGroup("traffic");

    private static volatile boolean resting;

    private RoundTraffic() {}

    public static void main(String[] args) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket sockets = new ServerSocket(0, 50, loopback);
        ServerSocketChannel channels = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
        daemon("socket-server", () -> {
            while (true) {
                Socket accepted = sockets.accept();
                daemon("socket-echo", () -> echo(accepted));
            }
        });
        daemon("channel-server", () -> {
            while (true) {
                SocketChannel accepted = channels.accept();
                daemon("channel-echo", () -> echo(accepted));
            }
        });
        Traffic traffic = new Traffic(sockets.getLocalSocketAddress(), channels.getLocalAddress());
        daemon("client", traffic::run);
        traffic.awaitOnce();
        System.out.println("READY");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (int measured = 1; in.readLine() != null; measured++) {
            traffic.rest(true);
            System.out.println("MEASURED " + measured + " " + Measure.now() + " " + metaspace());
            traffic.rest(false);
        }
    }

    /** The client's side. While it rests, only the connections that stay are there. */
    private static final class Traffic {

        private final InetSocketAddress sockets;
        private final java.net.SocketAddress channels;
        private boolean idle;
        private long exchanges;

        Traffic(java.net.SocketAddress sockets, java.net.SocketAddress channels) {
            this.sockets = (InetSocketAddress) sockets;
            this.channels = channels;
        }

        void run() throws Exception {
            List<Socket> stayingSockets = new ArrayList<>();
            List<SocketChannel> stayingChannels = new ArrayList<>();
            for (int i = 0; i < STAYING; i++) {
                stayingSockets.add(new Socket(sockets.getAddress(), sockets.getPort()));
                stayingChannels.add(SocketChannel.open(channels));
            }
            while (true) {
                for (Socket socket : stayingSockets) {
                    exchange(socket);
                }
                for (SocketChannel channel : stayingChannels) {
                    exchange(channel);
                }
                try (Socket socket = new Socket(sockets.getAddress(), sockets.getPort())) {
                    exchange(socket);
                }
                try (SocketChannel channel = SocketChannel.open(channels)) {
                    exchange(channel);
                }
                pause();
            }
        }

        private synchronized void pause() throws InterruptedException {
            exchanges++;
            idle = true;
            notifyAll();
            do {
                wait(PAUSE_MILLIS);
            } while (resting);
            idle = false;
        }

        synchronized void awaitOnce() throws InterruptedException {
            while (exchanges == 0) {
                wait();
            }
        }

        synchronized void rest(boolean now) throws InterruptedException {
            resting = now;
            while (now && !idle) {
                wait();
            }
            while (now && OURS.activeCount() > STAYING_THREADS) {
                wait(PAUSE_MILLIS); // for the server's sides of the short ones to end
            }
            notifyAll();
        }
    }

    private static void exchange(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
        require(socket.getInputStream().read() == 'x');
    }

    private static void exchange(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1).put((byte) 'x').flip();
        channel.write(buffer);
        require(channel.read(buffer.clear()) == 1);
    }

    private static void require(boolean answered) throws IOException {
        if (!answered) {
            throw new IOException("another answer");
        }
    }

    private static void echo(Socket socket) throws IOException {
        try (socket) {
            for (int read = socket.getInputStream().read();
                    read >= 0;
                    read = socket.getInputStream().read()) {
                socket.getOutputStream().write(read);
            }
        }
    }

    private static void echo(SocketChannel channel) throws IOException {
        try (channel) {
            ByteBuffer buffer = ByteBuffer.allocate(16);
            while (channel.read(buffer.clear()) >= 0) {
                channel.write(buffer.flip());
            }
        }
    }

    /** Of classes and of what describes them, their headers in the compressed class space included. */
    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void daemon(String name, Task task) {
        Thread thread = new Thread(
                OURS,
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        System.out.println("FAILED " + e);
                        System.exit(1);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
