package dev.lastack.kernel;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Stands in where there is no epoll, and only keeps time: remote FINs are known only from reads and at close. */
public final class TimerFinWatch implements FinWatch {

    private volatile @Nullable Thread waiting;

    @Override
    public void add(int descriptorNumber) {}

    @Override
    public void remove(int descriptorNumber) {}

    @Override
    public void await(int timeoutMillis, Listener listener) {
        waiting = Thread.currentThread();
        LockSupport.parkNanos(this, timeoutMillis * 1_000_000L);
    }

    @Override
    public void wake() {
        LockSupport.unpark(waiting);
    }

    @Override
    public boolean works() {
        return false;
    }

    @Override
    public void close() {}
}
