package dev.lastack.kernel;

import java.io.IOException;
import sun.nio.ch.LastAckEpoll;

/** EPOLLRDHUP, edge-triggered: cost per event, not per open socket. */
public final class EpollFinWatch implements FinWatch {

    private final LastAckEpoll epoll;

    public EpollFinWatch() throws IOException {
        epoll = new LastAckEpoll();
    }

    /** A number that is closed or already in is refused by the kernel; both are harmless here. */
    @Override
    public void add(int descriptorNumber) {
        epoll.add(descriptorNumber);
    }

    @Override
    public void remove(int descriptorNumber) {
        epoll.remove(descriptorNumber);
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
            epoll.wake();
        } catch (IOException e) {
            // The watcher's own time-out comes soon enough.
        }
    }

    @Override
    public boolean works() {
        return true;
    }

    @Override
    public void close() {
        try {
            epoll.close();
        } catch (IOException e) {
            // Nothing left to give back.
        }
    }
}
