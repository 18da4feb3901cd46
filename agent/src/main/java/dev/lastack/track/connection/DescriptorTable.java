package dev.lastack.track.connection;

import java.io.FileDescriptor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * Open connections by descriptor number, the identity of the {@link FileDescriptor} checked: the kernel gives out small
 * dense numbers, so an array is the cheapest concurrent map there is.
 *
 * <p>Any thread may call; lock-free. {@code put} and {@code remove} publish with release, {@code get} acquires. A record
 * is removed before its number is given back to the kernel, so a slot is never contended by two live connections.
 */
public final class DescriptorTable {

    private static final int SEGMENT_BITS = 10;
    private static final int SEGMENT = 1 << SEGMENT_BITS;

    /** 4 million descriptors; the directory costs 16 KB. */
    private static final int MAX_SEGMENTS = 4096;

    private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable Connection>> segments =
            new AtomicReferenceArray<>(MAX_SEGMENTS);

    public @Nullable Connection get(FileDescriptor fd) {
        Connection found = at(LastAckKernel.number(fd));
        return found == null || found.fd == fd ? found : joined(found, fd);
    }

    private static @Nullable Connection joined(Connection found, FileDescriptor fd) {
        return found instanceof PreexistingConnection adopted && adopted.join(fd) ? adopted : null;
    }

    /** Whatever connection has the number now. */
    public @Nullable Connection at(int number) {
        int index = number >>> SEGMENT_BITS;
        if (index >= MAX_SEGMENTS) {
            return null;
        }
        AtomicReferenceArray<@Nullable Connection> segment = segments.getAcquire(index);
        return segment == null ? null : segment.getAcquire(slot(number));
    }

    /**
     * Takes the place of whatever has the number.
     *
     * @return the record that was there, whose release was missed; null as a rule
     * @throws IndexOutOfBoundsException for a number above 4 million
     */
    public @Nullable Connection put(Connection connection) {
        int number = LastAckKernel.number(connection.fd);
        return segment(number >>> SEGMENT_BITS).getAndSet(slot(number), connection);
    }

    /** False where the number has a record. */
    public boolean putIfAbsent(Connection connection) {
        int number = LastAckKernel.number(connection.fd);
        return segment(number >>> SEGMENT_BITS).compareAndSet(slot(number), null, connection);
    }

    public void remove(Connection connection) {
        AtomicReferenceArray<@Nullable Connection> segment =
                segments.getAcquire(LastAckKernel.number(connection.fd) >>> SEGMENT_BITS);
        if (segment != null) {
            segment.compareAndSet(slot(LastAckKernel.number(connection.fd)), connection, null);
        }
    }

    public void forEach(Consumer<Connection> action) {
        for (int i = 0; i < MAX_SEGMENTS; i++) {
            AtomicReferenceArray<@Nullable Connection> segment = segments.getAcquire(i);
            if (segment == null) {
                continue;
            }
            for (int j = 0; j < SEGMENT; j++) {
                Connection connection = segment.getAcquire(j);
                if (connection != null) {
                    action.accept(connection);
                }
            }
        }
    }

    private AtomicReferenceArray<@Nullable Connection> segment(int index) {
        AtomicReferenceArray<@Nullable Connection> segment = segments.getAcquire(index);
        if (segment != null) {
            return segment;
        }
        AtomicReferenceArray<@Nullable Connection> fresh = new AtomicReferenceArray<>(SEGMENT);
        AtomicReferenceArray<@Nullable Connection> other = segments.compareAndExchange(index, null, fresh);
        return other == null ? fresh : other;
    }

    /** Neighbouring numbers lie 16 slots apart: another cache line, since they are often other threads'. */
    private static int slot(int number) {
        int low = number & (SEGMENT - 1);
        return (low & 63) << 4 | low >>> 6;
    }
}
