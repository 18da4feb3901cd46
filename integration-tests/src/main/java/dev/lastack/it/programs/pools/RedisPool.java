package dev.lastack.it.programs.pools;

import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/** Jedis on commons-pool 2. */
@SuppressWarnings("deprecation") // JedisPool is what is in use
record RedisPool(JedisPool pool) implements LendingPool {

    /** Jedis' own two seconds are too short for a busy machine. */
    private static final int TIMEOUT_MILLIS = 60_000;

    static RedisPool at(int port) {
        GenericObjectPoolConfig<Jedis> configuration = new GenericObjectPoolConfig<>();
        configuration.setMaxTotal(2);
        configuration.setJmxEnabled(false); // which keeps a pool that nobody closes
        return new RedisPool(new JedisPool(configuration, "127.0.0.1", port, TIMEOUT_MILLIS));
    }

    @Override
    public Lease borrow() {
        Jedis jedis = pool.getResource();
        jedis.ping();
        return new Lease() {
            @Override
            public boolean useAgain() {
                jedis.ping();
                return true;
            }

            @Override
            public void giveBack() {
                jedis.close();
            }
        };
    }
}
