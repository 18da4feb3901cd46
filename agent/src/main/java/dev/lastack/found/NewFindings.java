package dev.lastack.found;

import dev.lastack.metrics.Reading;
import dev.lastack.metrics.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for findings that are new, for everybody who wants to know of them: each listener has his own idea of what is
 * new, and the look is one. A thread runs while there are listeners. Thread-safe.
 */
public final class NewFindings {

    private static final long LOOK_MILLIS = 5_000;

    /** So seldom at most, however long a look takes. */
    private static final long SELDOM_MILLIS = 60_000;

    /** Of what a look takes: at most a hundredth of one processor goes into looking, as the key {@code overhead} says. */
    private static final long TIMES_ITS_COST = 100;

    /** One that was away for so long is new when it comes again; docs/notify.md says so. */
    private static final long FORGOTTEN_NANOS = 600_000_000_000L;

    private final Readings readings;
    private final Readings atExit;
    private final LongSupplier clock;

    // guarded by this
    private final List<Subscription> subscriptions = new ArrayList<>();
    private @Nullable Thread looking;
    private boolean ended;

    /** Only one looks at a time. */
    private final Object oneLook = new Object();

    /**
     * Nothing runs until somebody listens.
     *
     * @param atExit of the last moment, whose verdict is about the whole run
     */
    public NewFindings(Readings readings, Readings atExit) {
        this(readings, atExit, System::nanoTime);
    }

    NewFindings(Readings readings, Readings atExit, LongSupplier clock) {
        this.readings = readings;
        this.atExit = atExit;
        this.clock = clock;
    }

    /** One listener's. Closed, it is told no more. */
    public final class Subscription implements AutoCloseable {

        private final FindingListener listener;
        private final KnownFindings known = new KnownFindings(FORGOTTEN_NANOS);

        private Subscription(FindingListener listener) {
            this.listener = listener;
        }

        /**
         * For a listener who tells of all that there is at some moment: those that he has not been told of, and from now
         * on counts as told. Any thread; waits for nobody's look.
         */
        public List<NewFinding> unknownAmong(List<NewFinding> present) {
            synchronized (known) {
                return known.unknownAmong(present, clock.getAsLong());
            }
        }

        @Override
        public void close() {
            unsubscribe(this);
        }
    }

    /** Told of all that there are, as they are found. */
    public Subscription subscribe(FindingListener listener) {
        return add(new Subscription(listener));
    }

    /** Told of what comes after those that there are now, which the listener can read elsewhere. */
    public Subscription subscribeToLater(FindingListener listener) {
        Subscription fresh = new Subscription(listener);
        fresh.unknownAmong(present(readings.take()));
        return add(fresh);
    }

    private synchronized Subscription add(Subscription fresh) {
        if (!ended) {
            subscriptions.add(fresh);
            if (looking == null) {
                Thread thread = new Thread(null, this::lookAgainAndAgain, "lastack-findings");
                thread.setDaemon(true);
                thread.setContextClassLoader(null);
                thread.start();
                looking = thread;
            }
        }
        return fresh;
    }

    private synchronized void unsubscribe(Subscription over) {
        subscriptions.remove(over);
        if (subscriptions.isEmpty()) {
            stopLooking();
        }
    }

    private void lookAgainAndAgain() {
        try {
            long pause = LOOK_MILLIS;
            while (true) {
                Thread.sleep(pause);
                long began = System.nanoTime();
                try {
                    look(readings);
                } catch (RuntimeException | Error e) {
                    // of this look: the next may have better luck
                }
                long cost = (System.nanoTime() - began) / 1_000_000;
                pause = Math.max(LOOK_MILLIS, Math.min(SELDOM_MILLIS, cost * TIMES_ITS_COST));
            }
        } catch (InterruptedException e) {
            // nobody listens any more
        }
    }

    /** The JVM is about to end: what has not been seen yet is told now. */
    public void lookForTheLastTime() {
        try {
            look(atExit);
        } catch (RuntimeException | Error e) {
            // the report at exit says why, if anything does
        }
    }

    // not private: tests look by hand
    void look(Readings at) {
        synchronized (oneLook) {
            List<Subscription> now = wanting();
            if (now.isEmpty()) {
                return;
            }
            List<NewFinding> present = present(at.take());
            for (Subscription one : now) {
                one.unknownAmong(present).forEach(finding -> tell(one.listener, finding));
            }
        }
    }

    private synchronized List<Subscription> wanting() {
        return subscriptions.stream().filter(one -> one.listener.wants()).toList();
    }

    private static List<NewFinding> present(Reading reading) {
        return NewFinding.all(reading.findings(), reading.snapshot());
    }

    private static void tell(FindingListener listener, NewFinding finding) {
        try {
            listener.found(finding);
        } catch (RuntimeException | Error e) {
            // the others are told all the same
        }
    }

    /** For ever; waits for nothing. */
    public synchronized void stop() {
        ended = true;
        subscriptions.clear();
        stopLooking();
    }

    private void stopLooking() {
        Thread thread = looking;
        if (thread != null) {
            thread.interrupt();
            looking = null;
        }
    }
}
