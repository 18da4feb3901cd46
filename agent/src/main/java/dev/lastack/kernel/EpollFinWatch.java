package dev.lastack.kernel;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import sun.nio.ch.LastAckEpoll;

/** Watches for remote FINs by epoll (EPOLLRDHUP, edge-triggered): cost per event, not per open socket. */
public final class EpollFinWatch implements FinWatch {

    /** Far below any number of threads. */
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private static final int CLOSE_MILLIS = 5_000;

    private final LastAckEpoll epoll;

    /**
     * Threads that are about to use the descriptors; below 0 once closed. A hook that was on its way when the agent
     * detached must not meet numbers that are the application's by then. Hooks come here for old connections only.
     */
    private final AtomicInteger users = new AtomicInteger();

    public EpollFinWatch() throws IOException {
        epoll = new LastAckEpoll();
    }

    /** A number that is closed or already in is refused by the kernel; both are harmless here. */
    @Override
    public void add(int descriptorNumber) {
        if (enter()) {
            epoll.add(descriptorNumber);
        }
        users.decrementAndGet();
    }

    @Override
    public void remove(int descriptorNumber) {
        if (enter()) {
            epoll.remove(descriptorNumber);
        }
        users.decrementAndGet();
    }

    private boolean enter() {
        return users.incrementAndGet() > 0;
    }

    @Override
    public void await(int timeoutMillis, Listener listener) throws IOException {
        int count = epoll.await(timeoutMillis);
        for (int i = 0; i < count; i++) {
            int number = epoll.descriptor(i);
            if (number >= 0) {
                listener.ended(number);
            }
        }
    }

    @Override
    public void wake() {
        try {
            if (enter()) {
                epoll.wake();
            }
        } catch (IOException e) {
            // The watcher's own time-out comes soon enough.
        } finally {
            users.decrementAndGet();
        }
    }

    @Override
    public boolean works() {
        return true;
    }

    @Override
    public void close() {
        users.addAndGet(CLOSED);
        try {
            if (allHaveLeft()) {
                epoll.close();
            }
        } catch (IOException e) {
            // Nothing left to give back.
        }
    }

    /** A thread that is not let run for that long costs two descriptors rather than the application's peace. */
    private boolean allHaveLeft() {
        long until = System.nanoTime() + CLOSE_MILLIS * 1_000_000L;
        while (users.get() != CLOSED) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
