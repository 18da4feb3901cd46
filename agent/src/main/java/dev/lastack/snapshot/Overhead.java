package dev.lastack.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What LastAck itself has cost, as it measured: hooks by timing one in 64, and its thread by the kernel. Start-up, the
 * reports, and what the JIT compiled for it are not in it.
 *
 * @param budget the share of one core that it samples for; null: it never samples
 * @param hookNanos in the hooks, of all threads, since the watch began; an estimate
 * @param timedHooks how many were timed for that
 * @param threadNanos processor time of LastAck's own thread; -1 where the kernel did not say
 */
public record Overhead(@Nullable Double budget, long hookNanos, long timedHooks, long threadNanos) {

    /** With fewer, an average is chance: hooks that capture a stack take a hundred times as long as others. */
    private static final long ENOUGH = 100;

    /** Of one core, over so many milliseconds; 0 for none. */
    public double coreShare(long watchedMillis) {
        return watchedMillis <= 0 ? 0 : (hookNanos + Math.max(0, threadNanos)) / 1e6 / watchedMillis;
    }

    /** Microseconds in hooks for each of so many connections; null where too few were timed to know. */
    public @Nullable Double microsPerConnection(long connections) {
        return connections <= 0 || timedHooks < ENOUGH ? null : hookNanos / 1e3 / connections;
    }
}
