package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import org.jspecify.annotations.Nullable;

/**
 * What a pool says of one of its connections. Holds the application's objects: to be dropped when the report is made.
 *
 * @param name of the pool; null where it has none
 * @param connection from which its socket can be reached
 * @param borrowed else it lies in the pool
 * @param borrowedMillis ago; below 0 where the pool does not record it
 * @param borrower made by the pool where it was borrowed; null where it records no stacks
 * @param pool that has it; null where that is the object that was asked
 */
record PooledConnection(
        PoolLibrary library,
        @Nullable String name,
        Object connection,
        boolean borrowed,
        long borrowedMillis,
        @Nullable Throwable borrower,
        @Nullable Object pool) {

    static final long NOT_RECORDED = -1;

    static PooledConnection of(PoolLibrary library, Object connection, boolean borrowed) {
        return new PooledConnection(library, null, connection, borrowed, NOT_RECORDED, null, null);
    }

    /** The object that was asked is the connection's own, and not the pool. */
    PooledConnection within(Object other) {
        return new PooledConnection(library, name, connection, borrowed, borrowedMillis, borrower, other);
    }
}
