package dev.lastack.it.programs.owners;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Arguments: the peer's port, how many connections each holder has, how many objects there are besides. */
public final class Hoarder {

    /** What other programs would call a registry. */
    static final class Registry {
        static final Map<String, List<PriceClient>> POOL = new ConcurrentHashMap<>();

        private Registry() {}
    }

    /** Has its connection in a field. */
    static final class PriceClient {
        final Socket socket;

        PriceClient(Socket socket) {
            this.socket = socket;
        }
    }

    /** A thread's work, which has connections in a field. */
    static final class Session implements Runnable {
        final Deque<SocketChannel> channels = new ArrayDeque<>();

        @Override
        public void run() {
            park();
        }
    }

    private static final List<Socket> FORGOTTEN = new ArrayList<>();
    private static final Map<Long, String> BALLAST = new HashMap<>();

    private final InetSocketAddress peer;
    private final int each;

    private Hoarder(int port, int each) {
        this.peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.each = each;
    }

    public static void main(String[] args) throws Exception {
        Hoarder hoarder = new Hoarder(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        for (long i = 0; i < Long.parseLong(args[2]); i++) {
            BALLAST.put(i, "order " + i);
        }
        hoarder.inARegistry();
        hoarder.inAList();
        hoarder.inAThreadsWork();
        hoarder.inALocalVariable();
        Selector selector = hoarder.atASelector();
        hoarder.nowhere();
        System.out.println("READY");
        System.in.read();
        selector.close();
        System.out.println(BALLAST.size());
    }

    private void inARegistry() throws IOException {
        for (int i = 0; i < each; i++) {
            Registry.POOL.computeIfAbsent("eu-1", region -> new ArrayList<>()).add(new PriceClient(socket()));
        }
    }

    private void inAList() throws IOException {
        for (int i = 0; i < each; i++) {
            FORGOTTEN.add(socket());
        }
    }

    private void inAThreadsWork() throws IOException {
        Session session = new Session();
        for (int i = 0; i < each; i++) {
            session.channels.add(channel());
        }
        start("session-1", session);
    }

    private void inALocalVariable() throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        start("worker-7", () -> holdLocally(connected));
        connected.await();
    }

    private void holdLocally(CountDownLatch connected) {
        List<SocketChannel> mine = new ArrayList<>();
        try {
            for (int i = 0; i < each; i++) {
                mine.add(channel());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        connected.countDown();
        park();
        System.out.println(mine);
    }

    private Selector atASelector() throws IOException {
        Selector selector = Selector.open();
        for (int i = 0; i < each; i++) {
            SocketChannel channel = channel();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT);
        }
        return selector;
    }

    /** Channels, as a socket is closed by the JDK's cleaner. */
    private void nowhere() throws IOException {
        for (int i = 0; i < each / 2; i++) {
            channel();
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.connect(peer);
        return socket;
    }

    private SocketChannel channel() throws IOException {
        return SocketChannel.open(peer);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void park() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
