package dev.lastack.it.programs.kinds;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the program has lost, and a library's finalizer or cleaner closes once the garbage collector has found it; the
 * remote has closed long before. {@code dropped...} are channels, which nothing closes, and whose remote is still there.
 */
final class Lost {

    private static final AtomicInteger CLOSED = new AtomicInteger();

    private Lost() {}

    public static void main(String[] args) throws Exception {
        ServerSocket listener = Kind.listener();
        switch (args[0]) {
            case "finalizer" -> lose(listener, () -> new Finalized(talk(listener)), false);
            case "finalizer-closed" -> lose(listener, () -> new Finalized(talk(listener)), true);
            case "finalizer-nio" -> lose(listener, () -> new Finalized(channel(listener)), false);
            case "cleaner" -> lose(listener, () -> new Cleaned(talk(listener)), false);
            case "cleaner-closed" -> lose(listener, () -> new Cleaned(talk(listener)), true);
            case "dropped" -> drop(listener, false);
            case "dropped-closed" -> drop(listener, true);
            case "dropped-accepted" -> dropAccepted(false);
            case "dropped-accepted-closed" -> dropAccepted(true);
            default -> throw new IllegalArgumentException(args[0]);
        }
        Kind.end();
    }

    private static void lose(ServerSocket listener, Callable<Closeable> library, boolean close) throws Exception {
        List<Closeable> had = new ArrayList<>();
        for (int i = 0; i < Kind.CONNECTIONS; i++) {
            had.add(library.call());
            listener.accept().close();
        }
        if (close) {
            for (Closeable one : had) {
                one.close();
            }
        }
        Kind.rest();
        had.clear();
        while (CLOSED.get() < Kind.CONNECTIONS) {
            System.gc();
            Thread.sleep(50);
        }
    }

    private static Socket talk(ServerSocket listener) throws IOException {
        Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        socket.getOutputStream().write(1);
        return socket;
    }

    private static SocketChannel channel(ServerSocket listener) throws IOException {
        return SocketChannel.open(Kind.address(listener));
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
            CLOSED.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drop(ServerSocket listener, boolean close) throws Exception {
        for (int i = 0; i < Kind.CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(Kind.address(listener));
            Socket remote = listener.accept();
            Kind.keep(remote);
            if (close) {
                channel.close();
                remote.close();
            }
        }
        collect();
    }

    private static void dropAccepted(boolean close) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < Kind.CONNECTIONS; i++) {
                SocketChannel remote = SocketChannel.open(listener.getLocalAddress());
                Kind.keep(remote);
                SocketChannel channel = listener.accept();
                if (close) {
                    channel.close();
                    remote.close();
                }
            }
        }
        collect();
    }

    private static void collect() throws InterruptedException {
        Kind.rest();
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(100);
        }
    }

    /** As javax.mail had it. */
    private static final class Finalized implements Closeable {

        private final Closeable connection;
        private boolean closed;

        Finalized(Closeable connection) {
            this.connection = connection;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                Lost.close(connection);
            }
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize", "Finalizer"})
        protected void finalize() {
            close();
        }
    }

    private static final class Cleaned implements Closeable {

        private static final Cleaner CLEANER = Cleaner.create();

        private final Cleaner.Cleanable cleanable;

        Cleaned(Closeable connection) {
            cleanable = CLEANER.register(this, () -> Lost.close(connection));
        }

        @Override
        public void close() {
            cleanable.clean();
        }
    }
}
