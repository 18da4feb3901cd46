package com.shop;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Lettuce: one connection that all threads share, some that are opened for a moment and closed, and subscriptions of which
 * nothing comes. Arguments: {@code REDIS_PORT SECONDS}.
 */
public class LoadedLettuce {

    private static final int THREADS = 8;
    private static final int SUBSCRIPTIONS = 20;

    public static void main(String[] args) {
        try {
            run(args);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(String[] args) throws Exception {
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + args[0]);
        StatefulRedisConnection<String, String> shared = client.connect();
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            kept.add(subscribe(client));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.parseInt(args[1]));
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            boolean rests = i % 2 == 0;
            all.add(threads.submit(() -> work(client, shared, end, rests)));
        }
        int done = 0;
        for (Future<Integer> one : all) {
            done += one.get();
        }
        System.out.println("DONE " + done + " " + kept.size());
        System.exit(0);
    }

    private static Object subscribe(RedisClient client) {
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String event) {
                System.out.println(event);
            }
        });
        return connection;
    }

    private static int work(
            RedisClient client, StatefulRedisConnection<String, String> shared, long end, boolean rests)
            throws Exception {
        int done = 0;
        while (System.nanoTime() < end) {
            shared.sync().set("order", "1");
            if (done % 50 == 0) {
                try (StatefulRedisConnection<String, String> own = client.connect()) {
                    own.sync().set("order", "2");
                }
            }
            done++;
            Thread.sleep(rests && done % 25 == 0 ? 1_500 : 2);
        }
        return done;
    }
}
