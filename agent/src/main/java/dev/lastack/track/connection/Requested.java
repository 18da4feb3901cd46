package dev.lastack.track.connection;

import dev.lastack.snapshot.Evidence;
import dev.lastack.track.stack.RawStack;

/**
 * Stack and thread on which work for a connection was requested. Few connections have one, so it is no part of {@link Captures}; final fields, as it is
 * handed on without ordering.
 *
 * @param stack {@link RawStack#NONE} where it was not captured
 * @param nanos System.nanoTime()
 */
public record Requested(Evidence.Kind kind, RawStack stack, String thread, long nanos) {}
