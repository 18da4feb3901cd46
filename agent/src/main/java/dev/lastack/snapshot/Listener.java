package dev.lastack.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A listener at which connections wait and nobody accepts.
 *
 * @param address {@code ip:port}; IPv6 in brackets
 * @param boundBy the code that bound it; empty where that was before the watch began
 * @param waiting connections in its queue, at least one
 * @param closeWait those of them whose remote has closed already; -1 where not known
 * @param limit of the queue; 0 where not known
 * @param stuckMillis for how long at least connections have waited and nobody accepted
 * @param lastAcceptAt null where none was seen
 * @param acceptor where the thread that accepted last is now; null where that has ended, or none has accepted
 * @param acceptorName its name; empty where none has accepted
 */
public record Listener(
        String address,
        Transport transport,
        Stack boundBy,
        long waiting,
        long closeWait,
        long limit,
        long stuckMillis,
        @Nullable Instant lastAcceptAt,
        @Nullable IoEvent acceptor,
        String acceptorName) {

    /** Somebody accepted here once, and his thread is no more. */
    public boolean acceptorEnded() {
        return acceptor == null && !acceptorName.isEmpty();
    }
}
