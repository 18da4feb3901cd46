package dev.lastack.track;

import dev.lastack.snapshot.Evidence;

/**
 * Somebody asked for something. Few connections have one, so it is no part of {@link Captures}; final fields, as it is
 * handed on without ordering.
 *
 * @param nanos System.nanoTime()
 */
record Asked(Evidence.Kind kind, StackEntry stack, String thread, long nanos) {}
