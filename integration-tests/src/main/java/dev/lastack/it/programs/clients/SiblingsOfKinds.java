package dev.lastack.it.programs.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Ten connections each, in manners of which each was once told wrong. The other end of each is in this program too, and
 * closes in time. Argument: the manner. A manner that ends in {@code -closed} is the healthy twin of the one before.
 */
final class SiblingsOfKinds {

    private static final int CONNECTIONS = 10;

    /** Well above the threshold that the test sets. */
    private static final int LONG_MILLIS = 1_500;

    /** Above the second from which on it counts as a rest. */
    private static final int REST_MILLIS = 1_200;

    private static final List<Object> KEPT = Collections.synchronizedList(new ArrayList<>());

    private SiblingsOfKinds() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "queue" -> closeByReferenceQueue(closing(), Runnable::run);
            case "queue-handed" -> closeByReferenceQueue(closing(), Executors.newCachedThreadPool());
            case "queue-handed-closed" -> closeByExecutor(closing());
            case "polled" -> closeByPolling(closing());
            case "polled-closed" -> closeBeforePolling(closing());
            case "queue-closed" -> closeByWorker(closing());
            case "conversation" -> converse(closing(), false);
            case "rests" -> converseWithRests(closing());
            case "rests-pooled" -> lendAfterRests(closing());
            case "conversation-closed" -> converse(closing(), true);
            case "sendfile" -> sendFiles(30, 50);
            case "sendfile-stuck" -> sendFiles(1, LONG_MILLIS);
            case "accepts" -> acceptAsynchronously(false);
            case "accepts-closed" -> acceptAsynchronously(true);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(0);
    }

    /** Answers three lines, and closes after the last. */
    private static InetSocketAddress closing() throws IOException {
        ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        DaemonTask.start(() -> {
            while (true) {
                Socket accepted = listener.accept();
                DaemonTask.start(() -> {
                    try (accepted) {
                        for (int i = 0; i < 3; i++) {
                            accepted.getInputStream().read();
                            accepted.getOutputStream().write('k');
                        }
                    }
                });
            }
        });
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static Socket talk(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        for (int i = 0; i < 3; i++) {
            ask(socket);
        }
        return socket;
    }

    /** A log-in and a question, all at once for ten of them, as no loop's rests tell what a pool would have done. */
    private static void converse(InetSocketAddress server, boolean close) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = talk(server);
            KEPT.add(socket);
            if (close) {
                socket.close();
            }
        }
        Thread.sleep(LONG_MILLIS);
    }

    /** Who waits a while between two questions is in one conversation still. All ten at once, each in its thread. */
    private static void converseWithRests(InetSocketAddress server) throws Exception {
        List<Thread> conversations = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            conversations.add(DaemonTask.start(() -> {
                Socket socket = new Socket(server.getAddress(), server.getPort());
                KEPT.add(socket);
                for (int question = 0; question < 3; question++) {
                    ask(socket);
                    Thread.sleep(REST_MILLIS);
                }
            }));
        }
        for (Thread conversation : conversations) {
            conversation.join();
        }
        Thread.sleep(LONG_MILLIS);
    }

    /** A pool of the program's own: the next to ask is another thread, when they have lain there for a while. */
    private static void lendAfterRests(InetSocketAddress server) throws Exception {
        BlockingQueue<Socket> pool = new LinkedBlockingQueue<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            pool.add(new Socket(server.getAddress(), server.getPort()));
        }
        for (int round = 0; round < 3; round++) {
            List<Thread> users = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Thread user = DaemonTask.start(() -> {
                    Socket socket = pool.take();
                    ask(socket);
                    pool.add(socket);
                });
                users.add(user);
            }
            for (Thread user : users) {
                user.join();
            }
            Thread.sleep(REST_MILLIS);
        }
        KEPT.add(pool);
        Thread.sleep(LONG_MILLIS);
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write('?');
        socket.getInputStream().read();
    }

    /** As drivers do it that close what their users have lost. */
    private static void closeByReferenceQueue(InetSocketAddress server, Executor closer) throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Map<Reference<?>, Socket> physical = new ConcurrentHashMap<>();
        DaemonTask.start(() -> {
            while (true) {
                Socket lost = Objects.requireNonNull(physical.remove(queue.remove()));
                closer.execute(() -> closeQuietly(lost));
            }
        });
        List<Object> users = new ArrayList<>(); // none is lost before its connection is in the map
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = talk(server);
            users.add(new Object());
            physical.put(new PhantomReference<>(users.get(i), queue), socket);
        }
        users.clear();
        Thread.sleep(LONG_MILLIS);
        while (!physical.isEmpty()) {
            System.gc();
            Thread.sleep(50);
        }
        Thread.sleep(500);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In time, on the same kind of thread, and nothing was lost. */
    private static void closeByExecutor(InetSocketAddress server) throws Exception {
        ExecutorService closer = Executors.newCachedThreadPool();
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = talk(server);
            closer.submit(() -> closeQuietly(socket)).get();
        }
    }

    /** What is at the object that its user has. */
    private static final class Lent extends WeakReference<Object> {

        final Socket socket;

        Lent(Object user, ReferenceQueue<Object> queue, Socket socket) {
            super(user, queue);
            this.socket = socket;
        }
    }

    /** The program's own thread looks now and then, as caches with weak keys do it. */
    private static void closeByPolling(InetSocketAddress server) throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        List<Object> users = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            users.add(new Object());
            KEPT.add(new Lent(users.get(i), queue, talk(server)));
        }
        users.clear();
        Thread.sleep(LONG_MILLIS);
        for (int found = 0; found < CONNECTIONS; ) {
            System.gc();
            Thread.sleep(50);
            found += closeFound(queue);
        }
    }

    private static int closeFound(ReferenceQueue<Object> queue) throws IOException {
        int found = 0;
        Lent lost;
        while ((lost = (Lent) queue.poll()) != null) {
            lost.socket.close();
            found++;
        }
        return found;
    }

    /** Nothing is lost, so there is nothing to find. */
    private static void closeBeforePolling(InetSocketAddress server) throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Object user = new Object();
        KEPT.add(user);
        for (int i = 0; i < CONNECTIONS; i++) {
            Lent lent = new Lent(user, queue, talk(server));
            lent.socket.close();
            System.out.println("FOUND " + closeFound(queue));
        }
    }

    private static void closeByWorker(InetSocketAddress server) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = talk(server);
            DaemonTask.start(socket::close).join();
        }
    }

    /** After the client has shut down its output, in parts: not one goes through a write of the socket's. */
    private static void sendFiles(int parts, int everyMillis) throws Exception {
        Path file = Files.createTempFile("part", ".bin");
        Files.write(file, new byte[1_000]);
        ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        DaemonTask.start(() -> {
            while (true) {
                SocketChannel accepted = listener.accept();
                DaemonTask.start(() -> send(file, accepted, parts, everyMillis));
            }
        });
        List<Thread> clients = new ArrayList<>();
        InetSocketAddress server = (InetSocketAddress) listener.getLocalAddress();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(DaemonTask.start(() -> readAll(server)));
        }
        for (Thread client : clients) {
            client.join();
        }
        Thread.sleep(200);
    }

    private static void send(Path file, SocketChannel to, int parts, int everyMillis) throws Exception {
        try (to;
                FileChannel from = FileChannel.open(file)) {
            while (to.read(ByteBuffer.allocate(10)) >= 0) {}
            for (int i = 0; i < parts; i++) {
                from.transferTo(0, 1_000, to);
                Thread.sleep(everyMillis);
            }
        }
    }

    private static void readAll(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {}
        }
    }

    /** The first accept is asked for here, each further one by the handler of the one before. */
    private static void acceptAsynchronously(boolean close) throws Exception {
        AsynchronousServerSocketChannel listener =
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.accept(null, new Accepts(listener, close));
        InetSocketAddress server = (InetSocketAddress) listener.getLocalAddress();
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new Socket(server.getAddress(), server.getPort()));
        }
        while (KEPT.size() < CONNECTIONS) {
            Thread.sleep(10);
        }
        for (Socket client : clients) {
            reset(client);
        }
        Thread.sleep(LONG_MILLIS);
    }

    private static void reset(Socket client) throws SocketException, IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private record Accepts(AsynchronousServerSocketChannel listener, boolean close)
            implements CompletionHandler<AsynchronousSocketChannel, Void> {

        @Override
        public void completed(AsynchronousSocketChannel accepted, Void none) {
            KEPT.add(accepted);
            listener.accept(null, this);
            if (close) {
                try {
                    accepted.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void failed(Throwable error, Void none) {}
    }
}
