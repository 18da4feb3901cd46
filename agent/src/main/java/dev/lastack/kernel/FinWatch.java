package dev.lastack.kernel;

import java.io.IOException;

/**
 * Tells of remote FINs (and resets) on descriptors that nobody reads. {@link #await} belongs to one thread, the rest to
 * any.
 */
public interface FinWatch {

    /** Called for each descriptor number on which something ended; may be stale or about a newer socket of that number. */
    interface Listener {
        void ended(int descriptorNumber);
    }

    void add(int descriptorNumber);

    void remove(int descriptorNumber);

    /** Waits at most this long; calls back on this thread. */
    void await(int timeoutMillis, Listener listener) throws IOException;

    /** Makes a waiting {@link #await} return. */
    void wake();

    /** True where remote FINs are events; false where this is only a timer. */
    boolean works();

    /** Not while another thread is in {@link #await}. */
    void close();
}
