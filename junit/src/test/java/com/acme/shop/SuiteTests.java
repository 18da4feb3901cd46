package com.acme.shop;

import static com.acme.shop.ShopTests.connect;
import static com.acme.shop.ShopTests.keep;
import static com.acme.shop.ShopTests.send;

import dev.lastack.junit.NoConnectionLeaks;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of one fork, one after the other or at once: what the suite shares is no test's. */
public final class SuiteTests {

    private static final Peer PEER = new Peer();
    private static Socket pool;

    private SuiteTests() {}

    /** Two at once, and a thread that was there before them: whose its connection is, nobody can tell. */
    @NoConnectionLeaks
    @Execution(ExecutionMode.CONCURRENT)
    public static class Undecided {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);
        private static ExecutorService threads;

        @BeforeAll
        static void startThread() throws InterruptedException, ExecutionException {
            threads = Executors.newFixedThreadPool(1);
            threads.submit(() -> {}).get();
        }

        @AfterAll
        static void endThread() {
            threads.shutdown();
        }

        @Test
        void hasItDone() throws Exception {
            BOTH.await(1, TimeUnit.MINUTES);
            threads.submit(new Courier(PEER, 'c')).get();
            BOTH.await(1, TimeUnit.MINUTES);
        }

        @Test
        void doesNothing() throws Exception {
            BOTH.await(1, TimeUnit.MINUTES);
            BOTH.await(1, TimeUnit.MINUTES);
        }
    }

    /** As a data source does that the whole suite shares: nobody closes it. */
    static synchronized Socket pool() throws IOException {
        if (pool == null) {
            pool = keep(connect(PEER));
        }
        return pool;
    }

    /** The first of the fork: makes the pool, in {@code @BeforeAll}. */
    @NoConnectionLeaks
    public static class First {

        @BeforeAll
        static void begin() throws IOException {
            pool();
        }

        @Test
        void uses() throws IOException {
            send(pool(), 'w');
        }
    }

    /** Another class of the same fork uses what is there. */
    @NoConnectionLeaks
    public static class Second {

        @Test
        void uses() throws IOException {
            send(pool(), 'w');
        }

        @Test
        void leaks() throws IOException {
            send(pool(), 'w');
            send(keep(connect(PEER)), 'w'); // line: second
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void closes(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                connect(PEER).close();
            }
        }

        /** The annotation of the class around it holds. */
        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        class Inner {

            private Socket ofTheClass;

            @BeforeAll
            void begin() throws IOException {
                ofTheClass = keep(connect(PEER));
            }

            @Test
            void usesThatOfItsClass() throws IOException {
                send(ofTheClass, 'w');
            }

            @ParameterizedTest
            @ValueSource(strings = {"closes", "leaks"})
            void nestedParameterised(String what) throws IOException {
                Socket socket = connect(PEER); // line: nestedParameterised
                if (what.equals("closes")) {
                    socket.close();
                } else {
                    keep(socket);
                }
            }
        }
    }

    /** The collector comes when it likes: during the test that forgot, or a later one of the same lines. */
    @NoConnectionLeaks
    public static class Collected {

        /** How many of these were closed by the collector so far, as the agent counts; the caller sets it. */
        public static LongSupplier byTheCollector = () -> 0;

        private static int forgotten;

        @ParameterizedTest
        @ValueSource(strings = {"forgets", "waits", "forgets again", "closes one and waits", "forgets and waits"})
        void withTheCollector(String what) throws Exception {
            if (!what.equals("waits")) {
                Socket socket = connect(PEER); // line: collected
                send(socket, 'c');
                if (what.startsWith("closes")) {
                    socket.close();
                } else {
                    forgotten++;
                }
            }
            if (what.endsWith("waits")) {
                long until = System.nanoTime() + 240_000_000_000L;
                while (byTheCollector.getAsLong() < forgotten) {
                    if (System.nanoTime() > until) {
                        throw new AssertionError("the collector has closed nothing");
                    }
                    System.gc();
                    Thread.sleep(10);
                }
            }
        }
    }
}
