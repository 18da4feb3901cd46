package dev.lastack.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a pool said of one of its connections when the snapshot was taken.
 *
 * @param name of the pool; null where it has none
 * @param pool which one it is: the same number for all connections of one pool in this snapshot
 * @param borrowedAt null where it lies in the pool
 * @param borrowRecorded whether the pool itself recorded {@code borrowedAt}; else it is the last use, so at latest then
 * @param borrowedBy where it was borrowed, if the pool records that; else empty
 * @param mayBeAwaited a thread waits for data of it, or that cannot be told
 */
public record Pooled(
        PoolLibrary library,
        @Nullable String name,
        int pool,
        State state,
        @Nullable Instant borrowedAt,
        boolean borrowRecorded,
        Stack borrowedBy,
        boolean mayBeAwaited) {

    /** Where it is. */
    public enum State {
        BORROWED,
        IDLE
    }

    public boolean borrowed() {
        return state == State.BORROWED;
    }
}
