package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/** Ten idle connections in a pool that nobody looks after; the server's idle timeout cuts them. Good: they are evicted. */
@SuppressWarnings("deprecation") // JedisPool is what is in use, and what the case is about
final class IdleJedisPool {

    /** Jedis' own two seconds are too short for a busy machine. */
    private static final int TIMEOUT_MILLIS = (int) Oracle.BOUND.toMillis();

    private IdleJedisPool() {}

    public static void main(String[] args) {
        CaseRun run = CaseRun.of(args);
        try (JedisPool pool = new JedisPool(configuration(run.bad()), "127.0.0.1", run.port(), TIMEOUT_MILLIS)) {
            pingAll(pool);
            run.end(TcpState.CLOSE_WAIT);
            if (run.bad()) {
                // The report is to see the pool as it was.
                Runtime.getRuntime().exit(0);
            }
        }
    }

    private static void pingAll(JedisPool pool) {
        List<Jedis> borrowed = new ArrayList<>();
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            Jedis jedis = pool.getResource();
            jedis.ping();
            borrowed.add(jedis);
        }
        borrowed.forEach(Jedis::close);
    }

    private static GenericObjectPoolConfig<Jedis> configuration(boolean bad) {
        GenericObjectPoolConfig<Jedis> configuration = new GenericObjectPoolConfig<>();
        configuration.setMaxTotal(CaseRun.CONNECTIONS);
        configuration.setMaxIdle(CaseRun.CONNECTIONS);
        configuration.setJmxEnabled(false);
        if (!bad) {
            configuration.setTimeBetweenEvictionRuns(Duration.ofMillis(50));
            configuration.setMinEvictableIdleDuration(Duration.ofMillis(50));
            configuration.setNumTestsPerEvictionRun(CaseRun.CONNECTIONS);
        }
        return configuration;
    }
}
