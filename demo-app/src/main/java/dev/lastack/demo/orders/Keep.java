package dev.lastack.demo.orders;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps reachable what a long-running service would keep in its fields, so that no garbage collection repairs a fault. */
final class Keep {

    private static final Queue<Object> OBJECTS = new ConcurrentLinkedQueue<>();

    private Keep() {}

    static void reachable(Object object) {
        OBJECTS.add(object);
    }
}
