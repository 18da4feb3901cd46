package dev.lastack.it.programs.pools;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/**
 * What becomes of two connections of a pool. Arguments: {@code library story port thresholdMillis}.
 *
 * <p>{@code cut}: one is lent and forgotten, one given back, and the server closes both. {@code held}: the same, and the
 * server closes none. {@code healthy}: one is given back, one in use all the time. {@code late}: one is forgotten before
 * LastAck comes, one opened after that. {@code dropped}: the pool is. {@code each}: four pools with one each, which the
 * server closes.
 */
final class PoolStory {

    /** Forgotten, but for this: what the collector closes is another story. */
    private static final List<Object> FORGOTTEN = new ArrayList<>();

    private PoolStory() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[2]);
        long thresholdMillis = Long.parseLong(args[3]);
        Oracle oracle = Oracle.ofClientOf(port);
        if (args[1].equals("dropped")) {
            awaitCollection(dropped(args[0], port));
            Runtime.getRuntime().exit(0);
        }
        if (args[1].equals("each")) {
            oneForEach(args[0], port, oracle, thresholdMillis);
        }
        LendingPool pool = pool(args[0], port);
        FORGOTTEN.add(pool);
        if (args[1].equals("late")) {
            late(pool);
        }
        if (args[1].equals("healthy")) {
            work(pool, thresholdMillis, oracle);
        } else {
            forgetOne(pool);
            oracle.await(TcpState.ESTABLISHED, 2);
        }
        System.out.println("ANSWERED"); // the server may close now
        if (args[1].equals("cut")) {
            oracle.await(TcpState.CLOSE_WAIT, 2);
        }
        if (!args[1].equals("healthy")) {
            Pause.pastThreshold(thresholdMillis);
        }
        oracle.print();
        Runtime.getRuntime().exit(0); // the report is to see the pool as it is
    }

    /** One is lent and forgotten before anybody watches, the next one is opened when the test says so. */
    private static void late(LendingPool pool) throws Exception {
        FORGOTTEN.add(pool.borrow());
        System.out.println("READY");
        System.in.read();
        FORGOTTEN.add(pool.borrow());
        System.out.println("OPENED");
        System.in.read();
        System.in.transferTo(OutputStream.nullOutputStream()); // until the test ends this JVM
    }

    /** A client, or a data source, for each call. */
    private static void oneForEach(String library, int port, Oracle oracle, long thresholdMillis) throws Exception {
        for (int i = 0; i < 4; i++) {
            LendingPool pool = pool(library, port);
            FORGOTTEN.add(pool);
            pool.borrow().giveBack();
        }
        oracle.await(TcpState.ESTABLISHED, 4);
        System.out.println("ANSWERED");
        oracle.await(TcpState.CLOSE_WAIT, 4);
        Pause.pastThreshold(thresholdMillis);
        oracle.print();
        Runtime.getRuntime().exit(0);
    }

    /** A pool that nobody has any more, nor what it has lent out. */
    private static WeakReference<LendingPool> dropped(String library, int port) throws Exception {
        LendingPool pool = pool(library, port);
        LendingPool.Lease lent = pool.borrow();
        pool.borrow().giveBack();
        System.out.println("LENT " + lent.useAgain());
        return new WeakReference<>(pool);
    }

    /** While reports are made, which ask it. */
    private static void awaitCollection(WeakReference<LendingPool> pool) {
        Pause.of(1_000);
        for (int i = 0; i < 100 && !pool.refersTo(null); i++) {
            System.gc();
            Pause.of(50);
        }
        System.out.println("COLLECTED " + pool.refersTo(null));
    }

    private static LendingPool pool(String library, int port) {
        String url = "http://127.0.0.1:" + port + "/";
        return switch (library) {
            case "hikari" -> JdbcPool.hikari(port);
            case "tomcat" -> JdbcPool.tomcat(port);
            case "dbcp" -> JdbcPool.dbcp(port);
            case "jedis" -> RedisPool.at(port);
            case "apache-4" -> ApacheFour.at(url);
            case "apache-5" -> ApacheFive.at(port, PoolConcurrencyPolicy.STRICT);
            case "apache-5-lax" -> ApacheFive.at(port, PoolConcurrencyPolicy.LAX);
            case "okhttp" -> new OkPool(new OkHttpClient(), url);
            case "reactor" -> ReactorPool.at(url);
            case "jdk" -> new UrlPool(url);
            default -> throw new IllegalArgumentException(library);
        };
    }

    private static void forgetOne(LendingPool pool) throws Exception {
        LendingPool.Lease forgotten = pool.borrow();
        LendingPool.Lease given = pool.borrow();
        given.giveBack();
        FORGOTTEN.add(forgotten);
    }

    /** On a thread of its own that goes on while the report is made; returns when that has taken twice the threshold. */
    private static void work(LendingPool pool, long thresholdMillis, Oracle oracle) throws Exception {
        LendingPool.Lease given = pool.borrow();
        LendingPool.Lease inUse = pool.borrow();
        oracle.await(TcpState.ESTABLISHED, 2); // later a pool may have closed the idle one: the JDK's does after 5 s
        given.giveBack();
        Thread worker = new Thread(() -> workOn(pool, inUse, thresholdMillis / 10));
        worker.setDaemon(true);
        worker.start();
        Pause.of(2 * thresholdMillis);
    }

    private static void workOn(LendingPool pool, LendingPool.Lease first, long pauseMillis) {
        LendingPool.Lease inUse = first;
        try {
            while (true) {
                if (!inUse.useAgain()) {
                    inUse.giveBack();
                    inUse = pool.borrow();
                }
                Pause.of(pauseMillis);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
