package sun.nio.ch;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import jdk.internal.misc.Unsafe;

/**
 * Who waits for a connection's data now: a thread inside a blocking read, one inside select() of a selector that the
 * channel is registered with for reading, or the handler of an asynchronous read. Reads private fields by their names,
 * the same on JDK 17 to 26 but for one; where they are missing, the answer is nobody. Moments' views, taken without any
 * lock; never blocks.
 */
public final class LastAckReaders {

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private static final long SOCKET_LOCK = offset(NioSocketImpl.class, "readLock");
    private static final long SOCKET_READER = offset(NioSocketImpl.class, "readerThread");
    private static final long CHANNEL_LOCK = offset(SocketChannelImpl.class, "readLock");
    private static final long CHANNEL_READER = offset(SocketChannelImpl.class, "readerThread");
    private static final long SYNC = offset(ReentrantLock.class, "sync");
    private static final long OWNER = offset(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");

    private static final long KEYS = offset(AbstractSelectableChannel.class, "keys");
    private static final long IN_SELECT = offset(SelectorImpl.class, "inSelect");
    private static final long INTERRUPTOR = offset(AbstractSelector.class, "interruptor");

    /** JDK 17 to 20, and since. */
    private static final long BLOCKER = any(offset(Thread.class, "blocker"), offset(Thread.class, "nioBlocker"));

    /** Null on a system that has others. */
    private static final Class<?> ASYNCHRONOUS = type("sun.nio.ch.UnixAsynchronousSocketChannelImpl");

    private static final long READ_PENDING = offset(ASYNCHRONOUS, "readPending");
    private static final long READ_HANDLER = offset(ASYNCHRONOUS, "readHandler");

    /** Stands for whoever asked an asynchronous channel for a future, and not to be called. */
    public static final Object BY_FUTURE = new Object();

    private LastAckReaders() {}

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (Throwable t) {
            return null;
        }
    }

    private static long offset(Class<?> owner, String field) {
        try {
            return UNSAFE.objectFieldOffset(owner, field);
        } catch (Throwable t) {
            return -1;
        }
    }

    private static long any(long one, long other) {
        return one >= 0 ? one : other;
    }

    /**
     * The thread, a virtual one too, that is inside a blocking read; null where there is none.
     *
     * @param owner the {@code SocketImpl} or the channel
     */
    public static Thread blockedIn(Object owner) {
        if (owner instanceof NioSocketImpl) {
            return blockedIn(owner, SOCKET_READER, SOCKET_LOCK);
        }
        return owner instanceof SocketChannelImpl ? blockedIn(owner, CHANNEL_READER, CHANNEL_LOCK) : null;
    }

    /** Whoever reads holds the lock for all that time; the number is there only while it is in the kernel, or parked. */
    private static Thread blockedIn(Object owner, long reader, long lock) {
        if (reader < 0 || lock < 0 || SYNC < 0 || OWNER < 0 || UNSAFE.getLongVolatile(owner, reader) == 0) {
            return null;
        }
        Object sync = UNSAFE.getReferenceVolatile(UNSAFE.getReferenceVolatile(owner, lock), SYNC);
        return (Thread) UNSAFE.getReferenceVolatile(sync, OWNER);
    }

    /** The selectors that a thread is inside select() of, and that have the channel for reading. */
    public static List<Selector> selecting(Object channel) {
        List<Selector> selecting = new ArrayList<>();
        for (Selector selector : IN_SELECT < 0 ? List.<Selector>of() : reading(channel)) {
            if (selector instanceof SelectorImpl own && UNSAFE.getBooleanVolatile(own, IN_SELECT)) {
                selecting.add(selector);
            }
        }
        return selecting;
    }

    /** The selectors that have the channel for reading. */
    public static List<Selector> reading(Object channel) {
        List<Selector> reading = new ArrayList<>();
        if (KEYS >= 0
                && channel instanceof AbstractSelectableChannel
                && UNSAFE.getReferenceVolatile(channel, KEYS) instanceof SelectionKey[] registered) {
            for (SelectionKey key : registered) {
                if (key != null && isForReading(key)) {
                    reading.add(key.selector());
                }
            }
        }
        return reading;
    }

    private static boolean isForReading(SelectionKey key) {
        try {
            return (key.interestOps() & SelectionKey.OP_READ) != 0;
        } catch (CancelledKeyException e) {
            return false; // at any moment, by its owner
        }
    }

    /** What would wake a thread out of the selector's select(), see {@link #blockerOf(Thread)}; null where not known. */
    public static Object blockerOf(Selector selector) {
        return INTERRUPTOR < 0 || !(selector instanceof AbstractSelector)
                ? null
                : UNSAFE.getReferenceVolatile(selector, INTERRUPTOR);
    }

    /** What would wake the thread out of the select() that it is in; null where it is in none. */
    public static Object blockerOf(Thread thread) {
        return BLOCKER < 0 ? null : UNSAFE.getReferenceVolatile(thread, BLOCKER);
    }

    /** Whom an asynchronous channel will give the data that it was asked for; null where it was asked for none. */
    public static Object pendingHandler(Object channel) {
        if (READ_PENDING < 0
                || READ_HANDLER < 0
                || !ASYNCHRONOUS.isInstance(channel)
                || !UNSAFE.getBooleanVolatile(channel, READ_PENDING)) {
            return null;
        }
        Object handler = UNSAFE.getReferenceVolatile(channel, READ_HANDLER);
        return handler == null ? BY_FUTURE : handler;
    }
}
