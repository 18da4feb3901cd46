package dev.lastack.track;

import dev.lastack.kernel.FinWatch;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.kernel.ThreadCpuTime;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.path.CodePathTable;
import dev.lastack.track.path.PathHistory;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.stack.StackTable;
import dev.lastack.track.thread.ReaderThreads;
import dev.lastack.track.thread.ReferenceQueueThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * The agent's one thread: takes over what the hooks hand in, puts connections that outlive a tick into the epoll set,
 * hears of remote FINs, and looks now and then for data that nobody reads. While nothing is young, it sleeps.
 */
final class Watcher implements Runnable {

    /** A connection younger than this need not enter the epoll set: most that die young never cost a system call. */
    private static final int TICK_MILLIS = 10;

    private static final int SLEEP_MILLIS = 1_000;
    private static final long MIN_SWEEP_NANOS = 25_000_000L;
    private static final long MAX_SWEEP_NANOS = 10_000_000_000L;
    /** A program that asks does so sooner, once the kernel has told its selector. */
    private static final long UNASKED_NANOS = 100_000_000L;

    private static final long MAX_LISTENERS_NANOS = 1_000_000_000L;

    private volatile @Nullable ThreadCpuTime cpuTime;

    private final Tracker tracker;
    private final ReaderThreads readers;
    private final DescriptorTable table;
    private final CodePathTable codePaths;
    private final ReferenceQueueThreads queueThreads = new ReferenceQueueThreads();
    private final StackTable stacks;
    private final CaptureSampler sampler;
    private final SocketProbe probe;
    private final FinWatch finWatch;
    private final PathHistory history;
    private volatile long sweepNanos;
    private volatile long listenersNanos = MAX_LISTENERS_NANOS;

    /** Opened less than a tick ago; guarded by the code path table's monitor. */
    private List<Connection> young = new ArrayList<>();

    /** The other of two lists that take turns. */
    private List<Connection> spare = new ArrayList<>();

    private long sweptNanos = System.nanoTime();
    private long listenersLookedNanos = System.nanoTime();
    private volatile boolean stopped;
    private volatile boolean exiting;

    private final AtomicInteger failures = new AtomicInteger();

    Watcher(
            Tracker tracker,
            DescriptorTable table,
            CodePathTable codePaths,
            StackTable stacks,
            CaptureSampler sampler,
            SocketProbe probe,
            FinWatch finWatch,
            PathHistory history,
            long stalledNanos) {
        this.tracker = tracker;
        this.readers = tracker.readers();
        this.table = table;
        this.codePaths = codePaths;
        this.stacks = stacks;
        this.sampler = sampler;
        this.probe = probe;
        this.finWatch = finWatch;
        this.history = history;
        stalledThreshold(stalledNanos);
    }

    /** Any thread. */
    final void stalledThreshold(long nanos) {
        sweepNanos = Math.min(MAX_SWEEP_NANOS, Math.max(MIN_SWEEP_NANOS, nanos / 4));
    }

    /** Any thread. */
    final void closeWaitThreshold(long nanos) {
        listenersNanos = Math.min(MAX_LISTENERS_NANOS, Math.max(MIN_SWEEP_NANOS, nanos / 4));
    }

    /** Processor time of this thread; -1 where not known. Any thread. */
    final long cpuNanos() {
        ThreadCpuTime known = cpuTime;
        return known == null ? -1 : known.nanos();
    }

    @Override
    public void run() {
        cpuTime = ThreadCpuTime.ofThisThread();
        codePaths.normaliser().warmUp();
        while (!stopped) {
            try {
                turn();
            } catch (IOException | RuntimeException | Error e) {
                // The thread must go on: without it nothing is folded and memory grows.
                pauseAfterFailure();
            }
        }
        finWatch.close();
    }

    // not private: tests take turns by hand
    void turn() throws IOException {
        long now = System.nanoTime();
        codePaths.awakeAgainBy(now);
        boolean quiet = takeOver(now);
        sweepIfDue(now);
        lookAtListenersIfDue(now);
        sampler.adapt(now);
        int timeout = TICK_MILLIS;
        if (quiet) {
            tracker.wakeUp().goingToSleep();
            // A hook that handed in before it could see the flag is seen here.
            timeout = takeOver(System.nanoTime()) ? sleepMillis(now) : TICK_MILLIS;
        }
        waitFor(timeout);
        tracker.wakeUp().awake();
        // after the events, which must not wait for it
        stacks.materialise(codePaths.normaliser());
    }

    private void waitFor(int timeoutMillis) throws IOException {
        codePaths.awakeAgainBy(System.nanoTime() + timeoutMillis * 1_000_000L);
        sleep(timeoutMillis);
    }

    private void sleep(int timeoutMillis) throws IOException {
        if (exiting) {
            finWatch.await(0, this::ended);
            LockSupport.parkNanos(TICK_MILLIS * 1_000_000L);
        } else {
            finWatch.await(timeoutMillis, this::ended);
        }
    }

    private void pauseAfterFailure() {
        failures.incrementAndGet();
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    /** Turns that failed; the agent's own bugs, shown in reports. */
    int failures() {
        return failures.get();
    }

    private int sleepMillis(long now) {
        long untilSweep = (sweptNanos + sweepNanos - now) / 1_000_000 + 1;
        long untilListeners = (listenersLookedNanos + listenersNanos - now) / 1_000_000 + 1;
        return (int) Math.max(1, Math.min(SLEEP_MILLIS, Math.min(untilListeners, untilSweep)));
    }

    void stop() {
        stopped = true;
        finWatch.wake();
    }

    /**
     * The JVM is about to end. A thread that waits in native code then, a daemon too, makes it wait for 300 ms
     * (VM_Exit::wait_for_threads_in_native_to_block, JDK 17 to 25): from now on this one waits in Java.
     */
    void exiting() {
        exiting = true;
        finWatch.wake();
    }

    /** Tells whether nothing is left to do within a tick. */
    boolean takeOver(long now) {
        synchronized (codePaths) {
            for (int stripe = 0; stripe < tracker.openedIntake().stripes(); stripe++) {
                takeOpened(tracker.openedIntake().drain(stripe));
                takeEnded(tracker.endedIntake().drain(stripe));
            }
            promote(now);
            history.sampleIfDue(now);
            return young.isEmpty();
        }
    }

    private void takeOpened(@Nullable Connection list) {
        for (Connection c = list; c != null; ) {
            Connection next = c.next;
            c.next = null;
            if (c.phase != Connection.COUNTED) { // else it has a twin, see Tracker
                codePaths.opened(c);
                young.add(c);
            }
            c = next;
        }
    }

    private void takeEnded(@Nullable Connection list) {
        for (Connection c = list; c != null; ) {
            Connection next = c.next;
            c.next = null;
            if (c.addressExhausted()) {
                codePaths.addressExhausted(c);
            } else {
                if (queueThreads.haveClosed(c, codePaths.normaliser())) {
                    c.leave(Connection.RECLAIMED);
                }
                readers.forget(c);
                codePaths.grownUpEnded(c);
            }
            c = next;
        }
    }

    /** Folds those that died young, and watches those that did not. */
    private void promote(long now) {
        if (young.isEmpty()) {
            return;
        }
        List<Connection> still = spare;
        for (Connection c : young) {
            if (c.phase == Connection.ENDED) {
                youngEnded(c);
            } else if (now - c.openedNanos < TICK_MILLIS * 1_000_000L) {
                still.add(c);
            } else if (c.changePhase(Connection.YOUNG, Connection.WATCHED)) {
                codePaths.grewUp(c);
                watch(c);
            } else if (c.phase != Connection.COUNTED) {
                youngEnded(c);
            }
        }
        spare = young;
        spare.clear();
        young = still;
    }

    private void youngEnded(Connection c) {
        readers.forget(c);
        codePaths.ended(c);
    }

    /**
     * Only this thread adds numbers. If the connection ended meanwhile, the number may be a newer connection's, which
     * this thread has not added yet: taking it out again harms nobody. An event that slips through is about a number,
     * and {@link #ended} asks that number's present owner.
     */
    private void watch(Connection c) {
        int number = LastAckKernel.number(c.fd);
        if (number < 0) {
            return;
        }
        finWatch.add(number);
        if (c.phase == Connection.ENDED) {
            finWatch.remove(number);
        }
    }

    /** Something ended on a descriptor number: ask its present owner's state, and believe it if it still is the owner. */
    private void ended(int number) {
        long now = System.nanoTime();
        Connection c = table.at(number);
        if (c == null) {
            return;
        }
        int state = probe.tcpState(c.fd);
        if (table.at(number) != c || c.left()) {
            return;
        }
        int order = c.advance(CloseOrder.STATE_SEEN, state);
        if (CloseOrder.remoteClosed(order)) {
            Tracker.remoteClosed(c, now);
        } else if (state == TcpStateNumbers.CLOSE && !CloseOrder.closeAsked(order)) {
            Tracker.gone(c, now);
        }
    }

    private void lookAtListenersIfDue(long now) {
        if (now - listenersLookedNanos >= listenersNanos && probe.works()) {
            listenersLookedNanos = now;
            tracker.listeners().look(probe, now, listenersNanos);
            lookForConnectedUnasked(now);
        }
    }

    /** Any thread. Among those whose connect was asked: the kernel tells nobody but who asks. */
    void lookForConnectedUnasked(long now) {
        table.forEach(c -> {
            boolean asked = c.phase == Connection.PENDING && c.remote != null;
            if (asked && now - c.openedNanos >= UNASKED_NANOS && TcpStateNumbers.isConnection(probe.tcpState(c.fd))) {
                connectedUnasked(c);
            }
        });
    }

    private void connectedUnasked(Connection c) {
        try {
            InetSocketAddress remote = LastAckKernel.remoteAddress(c.fd);
            if (remote != null && table.get(c.fd) == c) {
                tracker.connectedUnasked(c, remote);
            }
        } catch (IOException e) {
            // gone meanwhile
        }
    }

    private void sweepIfDue(long now) {
        if (now - sweptNanos >= sweepNanos && probe.works()) {
            sweptNanos = now;
            table.forEach(c -> lookForUnread(c, now));
        }
    }

    /** Connections that were read a moment ago are passed over without a question. */
    private void lookForUnread(Connection c, long now) {
        Captures captures = c.capturesOrNull();
        long since = captures == null ? 0 : captures.unreadSinceNanos;
        if (captures != null && c.lastReadNanos > since) {
            captures.unreadSinceNanos = 0;
            since = 0;
        }
        if (since != 0 || now - Math.max(c.openedNanos, c.lastReadNanos) < sweepNanos) {
            return;
        }
        if (probe.unreadBytes(c.fd) > 0 && table.get(c.fd) == c) {
            c.captures().unreadSinceNanos = now;
        }
    }
}
