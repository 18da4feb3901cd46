package dev.lastack.track.listener;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that listens, or will.
 *
 * <p>Concurrency: the acceptors write plainly, each what it saw; a reader may miss the newest accept for a moment. The
 * times of waiting belong to the agent's thread.
 */
public final class Listener {

    /** Changes once at most: of a listener from before, to the object that the application has for the same number. */
    volatile FileDescriptor fd;

    public final Transport transport;
    public final RawStack boundStack;

    /** As asked for; 0 where not known, or not listening yet. */
    volatile int backlog;

    volatile boolean listens;

    // System.nanoTime(); 0 = has not happened
    volatile long acceptedNanos;

    /** Who accepted last. */
    private @Nullable WeakReference<Thread> acceptor;

    private String acceptorName = "";

    /** Since when somebody has been waiting at each look. */
    volatile long waitingNanos;

    Listener(FileDescriptor fd, Transport transport, RawStack boundStack) {
        this.fd = fd;
        this.transport = transport;
        this.boundStack = boundStack;
    }

    void accepted() {
        acceptedNanos = System.nanoTime();
        Thread thread = Thread.currentThread();
        WeakReference<Thread> last = acceptor;
        if (last == null || !last.refersTo(thread)) {
            acceptorName = thread.getName();
            acceptor = new WeakReference<>(thread);
        }
    }

    public FileDescriptor fd() {
        return fd;
    }

    public int backlog() {
        return backlog;
    }

    public long acceptedNanos() {
        return acceptedNanos;
    }

    /** Null where none has accepted, or where it was collected. */
    public @Nullable Thread acceptor() {
        WeakReference<Thread> last = acceptor;
        return last == null ? null : last.get();
    }

    /** Empty where none has accepted. */
    public String acceptorName() {
        return acceptorName;
    }

    /** From when on somebody has been waiting and nobody has accepted; 0 where nobody waits. */
    public long stuckSinceNanos() {
        long waiting = waitingNanos;
        return waiting == 0 ? 0 : Math.max(waiting, acceptedNanos == 0 ? waiting : acceptedNanos);
    }
}
