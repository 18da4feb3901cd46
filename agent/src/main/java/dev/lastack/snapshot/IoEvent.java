package dev.lastack.snapshot;

import java.time.Instant;

/**
 * One event on a connection: who did it, and when.
 *
 * @param stack of the event, or of an earlier one of the same kind where {@code exact} is false
 * @param thread name of the thread that did it; empty where it has none
 * @param at when the event was
 * @param exact false: the event itself was not captured (captures are rationed on busy connections), the stack is
 *     the nearest earlier capture of this connection, or of others that were opened at the same place
 */
public record IoEvent(Stack stack, String thread, Instant at, boolean exact) {}
