package dev.lastack.track.connection;

import dev.lastack.kernel.Linger;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.stack.RawStack;
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
 * <p>128 bytes on a 64-bit VM with compressed references, and an application may open tens of thousands a second: what
 * only some connections need is in {@link Captures}.
 *
 * <p>Concurrency: {@link #order} and {@link #phase} change by compare-and-set only. The times and stacks are written
 * plainly by the hooks, each by the thread that saw the event, and read by the watcher and by snapshots without
 * ordering: a reader may miss the newest use for a moment, which a report tolerates. The fields set before
 * {@code HandoffStack.push} are published by it.
 */
public class Connection extends WeakReference<Object> {

    // phases, in this order

    /** connect() was asked; not a connection yet. */
    public static final int PENDING = 0;

    /** Open, and in the watcher's list of young ones: not in the epoll set. */
    public static final int YOUNG = 1;

    /** Open, and in the epoll set. */
    public static final int WATCHED = 2;

    /** Released; whoever holds it in a list folds it. */
    public static final int ENDED = 3;

    /** Counted among the ended. */
    public static final int COUNTED = 4;

    /** No connection at all: a connect that found no local port, on its way to be counted. */
    public static final int NEVER_CONNECTED = 5;

    // how it left the kernel, see leaving

    /** The last look before the kernel closes was taken. */
    public static final byte LEFT = 1;

    /** Ended by the JDK's cleaner, close() never called. */
    public static final byte RECLAIMED = 2;

    /** Taken out of the epoll set. */
    public static final byte UNWATCHED = 4;

    /** A channel that may have a reader inside still: the kernel closes when that has left. */
    public static final byte PRECLOSED = 8;

    /** SO_LINGER was set where a hook saw it. */
    private static final byte LINGER_KNOWN = 16;

    /** To 0, and never since to anything else. */
    private static final byte LINGER_ZERO = 32;

    /** Its open stack was not captured: it has that of its siblings. */
    public static final byte OPENED_LIKE_SIBLINGS = 64;

    private static final long IDLE_BETWEEN_USES_NANOS = 1_000_000_000;

    /**
     * So many bytes, written at once to a new connection, leave at once: they fit the segment that every host takes
     * (RFC 9293, 3.7.1), the smallest window that Linux offers (1,152, from the least SO_RCVBUF of 2,304), and no data is
     * under way for which Nagle's algorithm would wait.
     */
    private static final int SENT_AT_ONCE = 536;

    // what the writes were like, see writes

    private static final byte AFTER_IDLENESS = 1;
    private static final byte MAY_WAIT = 2;

    /** After a rest another thread wrote than before. */
    private static final byte BY_ANOTHER = 4;

    /** The kernel has connected it, and the program has not asked whether it has. */
    private static final byte UNFINISHED = 8;

    private static final VarHandle ORDER;
    private static final VarHandle PHASE;
    private static final VarHandle CAPTURES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ORDER = lookup.findVarHandle(Connection.class, "order", char.class);
            PHASE = lookup.findVarHandle(Connection.class, "phase", byte.class);
            CAPTURES = lookup.findVarHandle(Connection.class, "captures", Captures.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Changes once at most, in {@link PreexistingConnection#join}: to the object that the application has for the same number. */
    public FileDescriptor fd;

    public final Transport transport;

    /** Next in the {@code HandoffStack} list; owned by whoever pushes or drains. */
    public @Nullable Connection next;

    /** See {@link CloseOrder}; its bits fit. */
    public volatile char order = CloseOrder.OPEN;

    public volatile byte phase = PENDING;

    public boolean accepted;

    /** A channel that was made, and that nobody has asked to connect. */
    public boolean unasked;

    /** Which of its stacks are left out, see {@code CaptureSampler}. */
    public byte ration;

    /** {@link #LEFT}, {@link #RECLAIMED}, {@link #UNWATCHED}, {@link #PRECLOSED}, {@link #LINGER_KNOWN}, {@link #LINGER_ZERO}, {@link #OPENED_LIKE_SIBLINGS}. Same thread as, or ordered by the JDK after, close(). */
    private byte leaving;

    /**
     * {@link #AFTER_IDLENESS}, {@link #MAY_WAIT}, {@link #BY_ANOTHER}, {@link #UNFINISHED}. Plain: writers take turns, as
     * their data does, and who has not finished the connect can not write.
     */
    private byte writes;

    public @Nullable InetAddress remote;

    public @Nullable InetAddress local;

    public char remotePort;
    public char localPort;

    /** The thread that read it last, see {@code ReaderThreads}. */
    public int reader;

    // change once at most, in connectAsked
    public RawStack openStack;
    public String openThread;

    /** Null until something is captured: many connections die before that. */
    @Nullable
    private Captures captures;

    // System.nanoTime(); 0 = has not happened
    public long openedNanos;
    public long lastReadNanos;
    public long lastWriteNanos;
    public long remoteClosedNanos;
    public long closeAskedNanos;
    public long releasedNanos;

    /** Where it is counted; guarded by the monitor of whoever counts, who alone knows its type. */
    public @Nullable Object attachment;

    public Connection(FileDescriptor fd, Object owner, Transport transport, RawStack openStack, long now) {
        this(fd, owner, transport, openStack, Thread.currentThread().getName(), now);
    }

    public Connection(
            FileDescriptor fd, Object owner, Transport transport, RawStack openStack, String openThread, long now) {
        super(owner);
        this.fd = fd;
        this.transport = transport;
        this.openStack = openStack;
        this.openThread = openThread;
        this.openedNanos = now;
    }

    /**
     * Takes one step of {@link CloseOrder}; hooks and the watcher may race, and then the loser steps from the winner's
     * result.
     *
     * @return the order after the step
     */
    public int advance(int event, int asked) {
        while (true) {
            int before = order;
            int after = CloseOrder.next(event, before, asked);
            if (ORDER.compareAndSet(this, (char) before, (char) after)) {
                return after;
            }
        }
    }

    public boolean changePhase(int from, int to) {
        return PHASE.compareAndSet(this, (byte) from, (byte) to);
    }

    /** The descriptor is Netty's own, and {@link #fd} a stand-in of ours. */
    public boolean nativeTransport() {
        NettyCaptures netty = netty();
        return netty != null && netty.ownTransport();
    }

    /** Null where nothing was captured. */
    public @Nullable Captures capturesOrNull() {
        return captures;
    }

    /** Two threads may be the first at once. */
    public Captures captures() {
        Captures present = captures;
        if (present != null) {
            return present;
        }
        Captures fresh = new Captures(openedNanos);
        Captures other = (Captures) CAPTURES.compareAndExchange(this, null, fresh);
        return other == null ? fresh : other;
    }

    /** From now on a Netty channel's; of two threads that find out at once, the first is believed. */
    public void becomeNettys(NettyCaptures fresh) {
        while (!(captures instanceof NettyCaptures)) {
            Captures present = captures;
            if (present != null) {
                fresh.takeOver(present);
            }
            CAPTURES.compareAndSet(this, present, fresh);
        }
    }

    /** Tells whether it was new. */
    public boolean leave(byte how) {
        byte before = leaving;
        leaving = (byte) (before | how);
        return (before & how) == 0;
    }

    /** SO_LINGER, in seconds; off where negative. */
    public void lingerSet(int seconds) {
        int without = leaving & ~LINGER_ZERO;
        leaving = (byte) (without | LINGER_KNOWN | (seconds == 0 ? LINGER_ZERO : 0));
    }

    /**
     * What is known of its SO_LINGER.
     *
     * @param mayBeUnseen may have been set before there was a record
     */
    public Linger linger(boolean mayBeUnseen) {
        if ((leaving & LINGER_KNOWN) != 0) {
            return (leaving & LINGER_ZERO) != 0 ? Linger.ZERO : Linger.NOT_ZERO;
        }
        return mayBeUnseen || nativeTransport() ? Linger.UNKNOWN : Linger.NOT_ZERO; // natives of Netty's nobody hooks
    }

    public boolean left() {
        return (leaving & LEFT) != 0;
    }

    /** See {@code sampling.RepeatedOpens}. */
    public boolean openedLikeSiblings() {
        return (leaving & OPENED_LIKE_SIBLINGS) != 0;
    }

    public boolean preclosed() {
        return (leaving & PRECLOSED) != 0;
    }

    public boolean reclaimed() {
        return (leaving & RECLAIMED) != 0;
    }

    public boolean addressExhausted() {
        return phase == NEVER_CONNECTED;
    }

    /** When end-of-stream was read, 0 if it was not: where that was not captured, it was the first sign of the FIN. */
    public long eofNanos() {
        Captures c = captures;
        if (c != null && c.eofNanos != 0) {
            return c.eofNanos;
        }
        return CloseOrder.eofRead(order) ? remoteClosedNanos : 0;
    }

    /** Null where it is no Netty channel's. */
    public @Nullable NettyCaptures netty() {
        return captures instanceof NettyCaptures netty ? netty : null;
    }

    /** Who connects a channel is who opens the connection, whoever made it. By the thread that connects. */
    public void connectAsked(RawStack stack, long now) {
        unasked = false;
        openStack = stack;
        openThread = Thread.currentThread().getName();
        openedNanos = now;
    }

    /** Of which nobody has seen what was written until now. */
    void writtenUnseen() {
        writes |= MAY_WAIT;
    }

    /** False where whatever we wrote has left. */
    public boolean mayHaveUnsentData() {
        return (writes & MAY_WAIT) != 0 && lastWriteNanos > lastReadNanos;
    }

    /** Used again after it had lain idle; a conversation may rest, too. */
    public boolean reused() {
        return (writes & AFTER_IDLENESS) != 0;
    }

    /** Used again after it had lain idle, by another thread than before, as connections of pools are. */
    public boolean reusedByAnother() {
        return (writes & BY_ANOTHER) != 0;
    }

    public boolean connectUnfinished() {
        return (writes & UNFINISHED) != 0;
    }

    public void connectUnfinished(boolean unfinished) {
        writes = (byte) (unfinished ? writes | UNFINISHED : writes & ~UNFINISHED);
    }

    /**
     * A handshake or a log-in goes on as soon as the remote has answered, however many rounds it takes.
     *
     * @return whether it had lain idle before
     */
    public boolean written(long bytes, long now) {
        int seen = writes | (lastWriteNanos == 0 && bytes <= SENT_AT_ONCE ? 0 : MAY_WAIT);
        boolean rested = lastReadNanos > lastWriteNanos && now - lastReadNanos >= IDLE_BETWEEN_USES_NANOS;
        if (rested) {
            Captures known = captures;
            seen |= AFTER_IDLENESS | (known != null && known.isByAnother() ? BY_ANOTHER : 0);
        }
        if (writes != seen) {
            writes = (byte) seen;
        }
        lastWriteNanos = now;
        return rested;
    }

    /** Asked without making the referent live again for a concurrent collector. */
    public boolean unreachable() {
        return refersTo(null);
    }

    public long lastUseNanos() {
        return Math.max(openedNanos, Math.max(lastReadNanos, lastWriteNanos));
    }
}
