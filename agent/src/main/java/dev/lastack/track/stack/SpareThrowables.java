package dev.lastack.track.stack;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckBacktrace;

/**
 * Throwables that are filled again and again: most captures find a stack that is known, and then only the raw backtrace
 * was of use. It also keeps our captures out of the statistics of exceptions that JFR makes at their constructor.
 *
 * <p>Each is one thread's alone from {@link #take} to {@link #giveBack}. The places are a cache line apart, and chosen
 * by thread, so that threads seldom meet in one; where they do, the second makes a new one.
 */
final class SpareThrowables {

    private static final int PLACES = 64;

    /** References of 4 bytes in cache lines of 64. */
    private static final int APART = 16;

    private final AtomicReferenceArray<@Nullable Throwable> places = new AtomicReferenceArray<>(PLACES * APART);

    /** With the stack of the calling thread. */
    Throwable take() {
        // volatile exchange: whoever gets one sees all that its last user did, and no two get the same
        Throwable spare = places.getAndSet(place(), null);
        Throwable raw = spare == null ? new Throwable() : spare;
        return raw.fillInStackTrace(); // the new one too: else its stack would differ, in this very line
    }

    /** Nobody else may have it any more. Lets go of the classes in its backtrace. */
    void giveBack(Throwable filled) {
        LastAckBacktrace.clear(filled);
        places.setRelease(place(), filled);
    }

    private static int place() {
        int thread = System.identityHashCode(Thread.currentThread());
        return ((thread ^ (thread >>> 6)) & (PLACES - 1)) * APART;
    }
}
