package dev.lastack.track;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one connection, from connect or accept until its descriptor is released.
 *
 * <p>The record is itself the weak reference to the socket implementation or channel: it never keeps one alive, and
 * tells when the collector has cleared it. The {@link FileDescriptor} may be held: no cleaner depends on it.
 *
 * <p>Concurrency: {@link #order} and {@link #phase} change by compare-and-set only. The times and stacks are written
 * plainly by the hooks, each by the thread that saw the event, and read by the watcher and by snapshots without
 * ordering: a reader may miss the newest use for a moment, which a report tolerates. The fields set before
 * {@link Intake#push} are published by it.
 */
class Connection extends WeakReference<Object> {

    // phases, in this order

    /** connect() was asked; not a connection yet. */
    static final int PENDING = 0;

    /** Open, and in the watcher's list of young ones: not in the epoll set. */
    static final int YOUNG = 1;

    /** Open, and in the epoll set. */
    static final int WATCHED = 2;

    /** Released; whoever holds it in a list folds it. */
    static final int ENDED = 3;

    private static final VarHandle ORDER;
    private static final VarHandle PHASE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ORDER = lookup.findVarHandle(Connection.class, "order", int.class);
            PHASE = lookup.findVarHandle(Connection.class, "phase", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Changes once at most, in {@link Adopted#join}: to the object that the application has for the same number. */
    FileDescriptor fd;

    final String transport;

    /** Next in the {@link Intake} list; owned by whoever pushes or drains. */
    @Nullable
    Connection next;

    /** See {@link CloseOrder}. */
    volatile int order = CloseOrder.OPEN;

    volatile int phase = PENDING;

    boolean accepted;

    @Nullable
    InetAddress remote;

    int remotePort;

    @Nullable
    InetAddress local;

    int localPort;

    StackEntry openStack;
    String openThread;

    @Nullable
    StackEntry eofStack;

    @Nullable
    StackEntry readStack;

    @Nullable
    StackEntry writeStack;

    @Nullable
    StackEntry closeStack;

    @Nullable
    String eofThread;

    @Nullable
    String readThread;

    @Nullable
    String writeThread;

    @Nullable
    String closeThread;

    // System.nanoTime(); 0 = has not happened
    long openedNanos;
    long lastReadNanos;
    long lastWriteNanos;
    long readStackNanos;
    long writeStackNanos;
    long eofNanos;
    long remoteClosedNanos;
    long closeAskedNanos;
    long releasedNanos;

    /** When unread data was first found with no read since; written by the watcher only. */
    long unreadSinceNanos;

    /** The ration of use captures, see {@link Rationing}. */
    long nextCaptureNanos;

    /** Counted among the ended; guarded by the {@link Ledger}'s monitor. */
    boolean folded;

    /** Where it is counted; guarded by the {@link Ledger}'s monitor. */
    @Nullable
    PathStats path;

    /** No connection at all: a connect that found no local port, on its way to be counted. */
    boolean addressExhausted;

    /** Ended by the JDK's cleaner, close() never called. */
    boolean reclaimed;

    /** The last look before the kernel closes was taken. Same thread as, or ordered by the JDK after, close(). */
    boolean left;

    boolean unwatched;

    /** Writes that followed a read: request/response rounds after the first. */
    int turns;

    Connection(FileDescriptor fd, Object owner, String transport, StackEntry openStack, long now) {
        super(owner);
        this.fd = fd;
        this.transport = transport;
        this.openStack = openStack;
        this.openThread = Thread.currentThread().getName();
        this.openedNanos = now;
    }

    /**
     * Takes one step of {@link CloseOrder}; hooks and the watcher may race, and then the loser steps from the winner's
     * result.
     *
     * @return the order after the step
     */
    int advance(int event, int asked) {
        while (true) {
            int before = order;
            int after = CloseOrder.next(event, before, asked);
            if (ORDER.compareAndSet(this, before, after)) {
                return after;
            }
        }
    }

    boolean changePhase(int from, int to) {
        return PHASE.compareAndSet(this, from, to);
    }

    /** Asked without making the referent live again for a concurrent collector. */
    boolean unreachable() {
        return refersTo(null);
    }

    long lastUseNanos() {
        return Math.max(openedNanos, Math.max(lastReadNanos, lastWriteNanos));
    }
}
