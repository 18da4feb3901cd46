package dev.lastack.it.programs.listeners;

import dev.lastack.it.oracle.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

/**
 * A server whose acceptor does something to its first client, and nine further clients that connect and leave.
 * Arguments: {@code socket|nio|aio dies|stuck|busy thresholdMillis}. A busy one accepts them all, for longer than the
 * threshold, with somebody always waiting.
 */
final class NeverAccepted {

    private static final int CLIENTS = 9;
    private static final int BACKLOG = 20;

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final CountDownLatch FIRST = new CountDownLatch(1);

    private NeverAccepted() {}

    /** Takes one client from the queue and lets it go. */
    private interface Accept {
        void one() throws Exception;
    }

    /** A listener that is bound. */
    private record Listener(SocketAddress address, Accept accept) {}

    public static void main(String[] args) throws Exception {
        Listener listener = switch (args[0]) {
            case "socket" -> bySocket();
            case "nio" -> byChannel();
            case "aio" -> byAsynchronousChannel();
            default -> throw new IllegalArgumentException(args[0]);
        };
        long threshold = Long.parseLong(args[2]);
        if (args[1].equals("busy")) {
            serveAll(listener, threshold);
            return;
        }
        Thread acceptor = new Thread(() -> acceptOne(listener, args[1]), "acceptor-0");
        acceptor.setDaemon(true);
        acceptor.start();
        connectAndLeave(listener);
        FIRST.await();
        for (int i = 0; i < CLIENTS; i++) {
            connectAndLeave(listener);
        }
        Pause.pastThreshold(threshold);
        Pause.pastThreshold(threshold);
        System.exit(0);
    }

    private static Listener bySocket() throws IOException {
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        return new Listener(server.getLocalSocketAddress(), () -> {
            try (Socket accepted = server.accept()) {
                accepted.getInputStream().readAllBytes();
            }
        });
    }

    private static Listener byChannel() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(anyPort(), BACKLOG);
        return new Listener(server.getLocalAddress(), () -> {
            try (SocketChannel accepted = server.accept()) {
                Channels.newInputStream(accepted).readAllBytes();
            }
        });
    }

    private static Listener byAsynchronousChannel() throws IOException {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(anyPort(), BACKLOG);
        return new Listener(server.getLocalAddress(), () -> {
            try (AsynchronousSocketChannel accepted = server.accept().get()) {
                while (accepted.read(ByteBuffer.allocate(1)).get() >= 0) {
                    // until the client leaves
                }
            }
        });
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void acceptOne(Listener listener, String manner) {
        try {
            listener.accept().one();
            FIRST.countDown();
            if (manner.equals("stuck")) {
                standStill();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void standStill() throws InterruptedException {
        NEVER.await();
    }

    private static void connectAndLeave(Listener listener) throws IOException {
        InetSocketAddress address = (InetSocketAddress) listener.address();
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            client.getOutputStream().write(1);
        }
    }

    /** The next one is there before the last one is accepted. */
    private static void serveAll(Listener listener, long threshold) throws Exception {
        long end = System.nanoTime() + 3 * threshold * 1_000_000L;
        connectAndLeave(listener);
        while (System.nanoTime() < end) {
            connectAndLeave(listener);
            Thread.sleep(threshold / 10);
            listener.accept().one();
        }
    }
}
