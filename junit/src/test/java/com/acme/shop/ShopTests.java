package com.acme.shop;

import dev.lastack.junit.ConnectionLeaks;
import dev.lastack.junit.ExpectConnections;
import dev.lastack.junit.NoConnectionLeaks;
import dev.lastack.junit.NoConnectionLeaks.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holders of tests. What they leave stays in {@link #KEPT}, so that no collector closes it. */
public final class ShopTests {

    static final List<AutoCloseable> KEPT = new ArrayList<>();

    private ShopTests() {}

    static Socket connect(Peer peer) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), peer.port());
    }

    static <T extends AutoCloseable> T keep(T what) {
        synchronized (KEPT) {
            KEPT.add(what);
        }
        return what;
    }

    static void send(Socket socket, char script) throws IOException {
        socket.getOutputStream().write(script);
    }

    /** Each of them leaves one. */
    @NoConnectionLeaks
    public static class Leaking {

        /** Stays: to close a listener resets what it has not accepted yet. */
        private final Peer peer = new Peer();

        @Test
        void socketNeverClosed() throws IOException {
            send(keep(connect(peer)), 'w'); // line: socketNeverClosed
        }

        @Test
        void socketRemoteClosed() throws IOException {
            send(keep(connect(peer)), 'c'); // line: socketRemoteClosed
        }

        @Test
        void socketEofIgnored() throws IOException {
            Socket socket = keep(connect(peer)); // line: socketEofIgnored
            send(socket, 'c');
            socket.getInputStream().read();
        }

        @Test
        void channelNeverClosed() throws IOException {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port());
            SocketChannel channel = keep(SocketChannel.open(address)); // line: channelNeverClosed
            channel.write(ByteBuffer.wrap(new byte[] {'w'}));
        }

        @Test
        void onAThreadOfItsOwn() throws InterruptedException {
            Thread thread = new Thread(() -> {
                try {
                    send(keep(connect(peer)), 'w'); // line: onAThreadOfItsOwn
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            thread.join();
        }

        @Test
        void inAPoolOfItsOwn() throws InterruptedException, ExecutionException {
            ExecutorService pool = Executors.newFixedThreadPool(1);
            pool.submit(() -> {
                        send(keep(connect(peer)), 'c'); // line: inAPoolOfItsOwn
                        return null;
                    })
                    .get();
            pool.shutdown();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterised(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                send(keep(connect(peer)), 'w'); // line: parameterised
            }
        }

        @Nested
        class Inner {
            @Test
            void nested() throws IOException {
                send(keep(connect(peer)), 'w'); // line: nested
            }
        }
    }

    /** None of them does. */
    @NoConnectionLeaks
    public static class Healthy {

        private static final Peer SHARED = new Peer();
        private static Socket ofAll;

        private final Peer peer = new Peer();
        private Socket closedAfterwards;

        @BeforeAll
        static void connectOnce() throws IOException {
            ofAll = connect(SHARED);
        }

        @AfterAll
        static void closeOnce() throws IOException {
            ofAll.close();
            SHARED.close();
        }

        @AfterEach
        void close() throws IOException {
            if (closedAfterwards != null) {
                closedAfterwards.close();
            }
            peer.close();
        }

        @Test
        void socketClosed() throws IOException {
            try (Socket socket = connect(peer)) {
                send(socket, 'c');
                socket.getInputStream().read();
            }
        }

        @Test
        void closedInAfterEach() throws IOException {
            closedAfterwards = connect(peer);
            send(closedAfterwards, 'w');
        }

        @Test
        void oneOfAllTests() throws IOException {
            send(ofAll, 'w');
        }

        @Test
        void httpRequest() throws IOException, InterruptedException {
            com.sun.net.httpserver.HttpServer server = com.sun.net.httpserver.HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().add("Connection", "close");
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[2]);
                exchange.close();
            });
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            server.stop(0);
        }
    }

    /** One leaks, one does not, at the same time. */
    @NoConnectionLeaks
    @Execution(ExecutionMode.CONCURRENT)
    public static class Parallel {

        private static final java.util.concurrent.CyclicBarrier BOTH = new java.util.concurrent.CyclicBarrier(2);
        private final Peer peer = new Peer();

        @Test
        void leaks() throws Exception {
            BOTH.await(1, java.util.concurrent.TimeUnit.MINUTES);
            Thread thread = new Thread(() -> {
                try {
                    send(keep(connect(peer)), 'w'); // line: parallelLeaks
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            thread.join();
            BOTH.await(1, java.util.concurrent.TimeUnit.MINUTES);
        }

        @Test
        void closes() throws Exception {
            BOTH.await(1, java.util.concurrent.TimeUnit.MINUTES);
            socketClosed();
            BOTH.await(1, java.util.concurrent.TimeUnit.MINUTES);
        }

        private void socketClosed() throws IOException {
            try (Socket socket = connect(peer)) {
                send(socket, 'w');
            }
        }
    }

    /** What is left in the tests is closed in the end. */
    @NoConnectionLeaks(until = Until.AFTER_ALL)
    public static class UntilTheEnd {

        private static final Peer PEER = new Peer();
        private static Socket lazily;

        @Test
        void opens() throws IOException {
            lazily = connect(PEER);
        }

        @AfterAll
        static void close() throws IOException {
            lazily.close();
            PEER.close();
        }
    }

    /** And here it is not. */
    @NoConnectionLeaks(until = Until.AFTER_ALL)
    public static class NotEvenInTheEnd {

        private final Peer peer = new Peer();

        @Test
        void opens() throws IOException {
            keep(connect(peer)); // line: notEvenInTheEnd
        }
    }

    /** Excused, or not. */
    public static class Allowed {

        private final Peer peer = new Peer();

        @Test
        @NoConnectionLeaks(allow = "open/never-closed")
        void thatRule() throws IOException {
            keep(connect(peer));
        }

        @Test
        @NoConnectionLeaks(allow = "open", peers = "127.0.0.1")
        void thatGroupAndPeer() throws IOException {
            keep(connect(peer));
        }

        @Test
        @NoConnectionLeaks(allow = "close-wait")
        void anotherGroup() throws IOException {
            keep(connect(peer));
        }

        @Test
        @NoConnectionLeaks(peers = "127.0.0.1:1")
        void anotherPeer() throws IOException {
            keep(connect(peer));
        }

        @Test
        void notAnnotated() throws IOException {
            keep(connect(peer));
        }
    }

    /** How many. */
    public static class Counted {

        private final Peer peer = new Peer();

        @Test
        @ExpectConnections(max = 2)
        void two() throws IOException {
            open(2);
        }

        @Test
        @ExpectConnections(max = 2)
        void three() throws IOException {
            open(3);
        }

        private void open(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                connect(peer).close();
            }
        }
    }

    /** Without annotations. */
    public static class Assertion {

        private final Peer peer = new Peer();

        @Test
        void passes() {
            ConnectionLeaks.during(() -> connect(peer).close())
                    .assertOpenedAtMost(1)
                    .assertNone();
        }

        @Test
        void fails() {
            ConnectionLeaks.during(() -> keep(connect(peer))).assertNone(); // line: assertionFails
        }

        @Test
        void failsByCount() {
            ConnectionLeaks.during(() -> {
                        connect(peer).close();
                        connect(peer).close();
                    })
                    .assertOpenedAtMost(1);
        }
    }
}
