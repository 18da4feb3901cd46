package dev.lastack.track.owner;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks class loaders. One of the application's may do anything to find an answer: go to the network, wait for a lock that
 * somebody else has. So it is asked on a thread of its own and for a bounded time, and once only if it takes longer. The
 * JDK's own look into files, and are asked right away. Not for hooks.
 */
public final class Loaders {

    /** Reading a jar that no cache has takes some ten of them. */
    static final int BOUND_MILLIS = 500;

    /** More of them, and only the JDK's are asked any more: whoever makes loaders without end keeps nobody waiting. */
    private static final int MAX_SLOW = 8;

    private static final Map<ClassLoader, Boolean> SLOW = Collections.synchronizedMap(new WeakHashMap<>());

    private static volatile int slow;

    private Loaders() {}

    /** Null where it has no answer, or none in time. */
    public static <T> @Nullable T ask(@Nullable ClassLoader loader, Callable<@Nullable T> question) {
        if (loader == null
                || loader == ClassLoader.getSystemClassLoader()
                || loader == ClassLoader.getPlatformClassLoader()) {
            return answer(question);
        }
        if (slow >= MAX_SLOW || SLOW.containsKey(loader)) {
            return null;
        }
        FutureTask<@Nullable T> asking = new FutureTask<>(() -> answer(question));
        Thread thread = new Thread(null, asking, "lastack-loader", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            return null; // the process may have no further thread: a report is made all the same
        }
        try {
            return asking.get(BOUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.cancel(true);
            tookTooLong(loader);
            return null;
        } catch (ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static synchronized void tookTooLong(ClassLoader loader) {
        SLOW.put(loader, true);
        slow++;
    }

    private static <T> @Nullable T answer(Callable<@Nullable T> question) {
        try {
            return question.call();
        } catch (Exception | LinkageError e) {
            return null; // it may throw what it likes
        }
    }
}
