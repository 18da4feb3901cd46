package sun.nio.ch;

import java.io.IOException;

/**
 * An epoll instance of the agent's own. {@link #await} and the event getters belong to one thread; the others may be
 * called by any.
 */
public final class LastAckEpoll {

    /** The remote shut down its side (or both sides are done). */
    public static final int EPOLLRDHUP = 0x2000;

    private static final int EPOLLET = 1 << 31;
    private static final int MAX_EVENTS = 512;

    private final int epfd;
    private final EventFD wakeUp;
    private final long events;

    public LastAckEpoll() throws IOException {
        epfd = EPoll.create();
        events = EPoll.allocatePollArray(MAX_EVENTS);
        wakeUp = new EventFD();
        EPoll.ctl(epfd, EPoll.EPOLL_CTL_ADD, wakeUp.efd(), EPoll.EPOLLIN);
    }

    /** Errno, 0 on success. Edge triggered, and EPOLLIN not asked for: data alone raises nothing. */
    public int add(int fd) {
        return EPoll.ctl(epfd, EPoll.EPOLL_CTL_ADD, fd, EPOLLRDHUP | EPOLLET);
    }

    /** Errno, 0 on success. */
    public int remove(int fd) {
        return EPoll.ctl(epfd, EPoll.EPOLL_CTL_DEL, fd, 0);
    }

    /**
     * Waits for events, at most {@code timeoutMillis}.
     *
     * @return how many, 0 on time-out or interruption
     */
    public int await(int timeoutMillis) throws IOException {
        return Math.max(0, EPoll.wait(epfd, events, MAX_EVENTS, timeoutMillis));
    }

    /** The descriptor number of event {@code i}, or -1 for a wake-up, which is taken back here. */
    public int descriptor(int i) throws IOException {
        int fd = EPoll.getDescriptor(EPoll.getEvent(events, i));
        if (fd != wakeUp.efd()) {
            return fd;
        }
        wakeUp.reset();
        return -1;
    }

    public void wake() throws IOException {
        wakeUp.set();
    }

    /** Not while another thread is in {@link #await}. */
    public void close() throws IOException {
        wakeUp.close();
        EPoll.freePollArray(events);
        FileDispatcherImpl.closeIntFD(epfd);
    }
}
