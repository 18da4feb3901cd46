package dev.lastack.notify;

import dev.lastack.config.NotifyTarget;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The way to one receiver: a bounded queue, and a thread while something is in it. A receiver that fails, or is slow,
 * costs nothing but what it would have been told, and one line. Thread-safe; no lock is held while it is told.
 */
final class Delivery {

    /** Findings are few: so many wait only where a receiver has been away for long. */
    static final int MOST_WAITING = 64;

    /** Between two lines about one receiver. */
    private static final long QUIET_NANOS = 60_000_000_000L;

    /** For a process that has run out of descriptors, which a leak of connections does, to get some back. */
    private static final int DESCRIPTOR_ATTEMPTS = 12;

    private static final long DESCRIPTOR_PAUSE_MILLIS = 5_000;

    private final NotifyTarget target;
    private final Receiver receiver;
    private final Surroundings surroundings;
    private final long pauseMillis;

    // guarded by this
    private final Queue<Message> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean ended;
    private long lost;

    // of the thread
    private volatile boolean failing;
    private long complainedNanos;
    private boolean everComplained;

    Delivery(NotifyTarget target, Receiver receiver, Surroundings surroundings) {
        this(target, receiver, surroundings, DESCRIPTOR_PAUSE_MILLIS);
    }

    Delivery(NotifyTarget target, Receiver receiver, Surroundings surroundings, long pauseMillis) {
        this.pauseMillis = pauseMillis;
        this.target = target;
        this.receiver = receiver;
        this.surroundings = surroundings;
    }

    boolean isOutside() {
        return receiver.isOutside();
    }

    synchronized void offer(Message message) {
        if (ended) {
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            lost++;
            return;
        }
        waiting.add(message);
        if (thread == null) {
            thread = surroundings.threads().start("lastack-notify", this::deliverAll);
        }
    }

    private void deliverAll() {
        try {
            for (Message next = next(); next != null; next = next()) {
                deliver(next);
            }
        } catch (InterruptedException e) {
            idle();
        }
    }

    private synchronized @Nullable Message next() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Message next = waiting.poll();
        if (next == null) {
            idle();
        }
        return next;
    }

    private synchronized void idle() {
        thread = null;
        notifyAll();
    }

    private void deliver(Message message) throws InterruptedException {
        try {
            if (receiver.isOutside()) {
                awaitDescriptors();
            }
            receiver.deliver(message);
            if (failing) {
                failing = false;
                complain("arrives again, " + takeLost() + " findings did not");
            }
        } catch (NotDelivered e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            failed(e.toString());
        }
    }

    private void awaitDescriptors() throws NotDelivered, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                surroundings.requireDescriptors().run();
                return;
            } catch (IllegalStateException e) {
                if (attempt == DESCRIPTOR_ATTEMPTS) {
                    throw new NotDelivered(String.valueOf(e.getMessage()));
                }
            }
            Thread.sleep(pauseMillis);
        }
    }

    private void failed(String why) {
        synchronized (this) {
            lost++;
        }
        if (!failing) {
            failing = true;
            complain(why + "; said once, until it works again");
        }
    }

    private synchronized long takeLost() {
        long taken = lost;
        lost = 0;
        return taken;
    }

    /** One that comes and goes must not fill a log. */
    private void complain(String what) {
        long now = System.nanoTime();
        if (!everComplained || now - complainedNanos >= QUIET_NANOS) {
            everComplained = true;
            complainedNanos = now;
            surroundings.say().accept("lastack: notify=" + target + ": " + what);
        }
    }

    /** A receiver that has failed last is not waited for. */
    synchronized void awaitIdle(long deadline) throws InterruptedException {
        while (thread != null && !failing) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(Math.min(millis, 50));
        }
    }

    /** What waits is dropped, and what is on its way is given up. Returns when nothing of it is left, or after that. */
    void end(long millis) throws InterruptedException {
        Thread present;
        synchronized (this) {
            ended = true;
            waiting.clear();
            present = thread;
        }
        if (present != null) {
            present.interrupt();
            present.join(millis);
        }
    }
}
