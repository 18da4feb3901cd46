package dev.lastack.track.thread;

import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.RawStack;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Threads of libraries and programs that do what the JVM's cleaners do: they take what the garbage collector has found from
 * a {@link java.lang.ref.ReferenceQueue}, and close it. The code that closes tells so (see {@code stack.ReferenceTakers});
 * where it cannot be read, a thread is told by where it waits when it has nothing to close (MySQL's {@code
 * AbandonedConnectionCleanupThread} is one). They have any name. The agent's thread only.
 */
public final class ReferenceQueueThreads {

    private static final String QUEUE = "java.lang.ref.ReferenceQueue";

    /** Sooner after its last use a connection is closed by whoever has used it, and not by the collector. */
    public static final long SOONEST_NANOS = 100_000_000L;

    /** So many names are looked at: a program that names each of its threads anew is not looked at for ever. */
    private static final int MAX_NAMES = 256;

    /** Looked at so often before it is believed to be none: it may be at work on the next one when it is looked at. */
    private static final int LOOKS = 8;

    /** By name, the looks that are left; {@link #IS_ONE}. */
    private final Map<String, Integer> looksLeft = new HashMap<>();

    private static final int IS_ONE = -1;

    /** Whether one of them has closed the connection, which has ended. */
    public boolean haveClosed(Connection c, FrameNormaliser normaliser) {
        Captures captures = c.capturesOrNull();
        String name = captures == null ? null : captures.closeThread;
        if (captures == null || name == null || c.closeAskedNanos - c.lastUseNanos() < SOONEST_NANOS) {
            return false;
        }
        RawStack stack = captures.closeStack;
        return (stack != null && stack.takesReference(normaliser)) || isOfOne(name);
    }

    private boolean isOfOne(String name) {
        int left = looksLeft.getOrDefault(name, looksLeft.size() < MAX_NAMES ? LOOKS : 0);
        if (left > 0) {
            left = waitsAtQueue(name) ? IS_ONE : left - 1;
            looksLeft.put(name, left);
        }
        return left == IS_ONE;
    }

    private static boolean waitsAtQueue(String name) {
        for (Thread thread : PlatformThreads.all()) {
            if (thread.getName().equals(name)) {
                return isAtQueue(thread.getStackTrace());
            }
        }
        return false;
    }

    static boolean isAtQueue(@Nullable StackTraceElement[] trace) {
        for (StackTraceElement frame : trace) {
            if (frame != null && frame.getClassName().equals(QUEUE)) {
                return true;
            }
        }
        return false;
    }
}
