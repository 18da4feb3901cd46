package dev.lastack.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one code path uses connections, apart from who closes them.
 *
 * @param windowSeconds the time over which the window's numbers were counted: the configured window, or less where the
 *     code path is younger
 * @param openedInWindow connections opened within the window
 * @param shortInWindow connections that ended within the window after a life shorter than {@code short-connection},
 *     closed first by us, without a reset
 * @param idleAtRemoteClose how long connections had been idle when the remote closed them
 * @param addressExhausted connects that failed because no local port was left ("cannot assign requested address")
 * @param topClient for a server, the client address with the most TIME_WAIT entries in the last 60 s; null for a client
 * @param worst which window that was, where it is the worst of the run; null where it is the present one
 */
public record Traffic(
        double windowSeconds,
        long openedInWindow,
        long shortInWindow,
        IdleAge idleAtRemoteClose,
        AddressExhausted addressExhausted,
        @Nullable TopClient topClient,
        @Nullable Worst worst) {

    public static final Traffic NONE = new Traffic(0, 0, 0, IdleAge.NONE, AddressExhausted.NONE, null);

    /** Of the present. */
    public Traffic(
            double windowSeconds,
            long openedInWindow,
            long shortInWindow,
            IdleAge idleAtRemoteClose,
            AddressExhausted addressExhausted,
            @Nullable TopClient topClient) {
        this(windowSeconds, openedInWindow, shortInWindow, idleAtRemoteClose, addressExhausted, topClient, null);
    }

    /**
     * The busiest window of the run.
     *
     * @param over it ended before the present one began
     */
    public record Worst(Instant start, boolean over) {}

    /** The same path's in another window. */
    public Traffic in(Worst window, double seconds, long opened, long shortOnes) {
        return new Traffic(seconds, opened, shortOnes, idleAtRemoteClose, addressExhausted, topClient, window);
    }

    public double openedPerSecond() {
        return windowSeconds <= 0 ? 0 : openedInWindow / windowSeconds;
    }

    /**
     * Ages of idleness, of those connections that had been idle for at least a second; error 1 % at most.
     *
     * @param count how many; the quantiles are 0 where it is 0
     */
    public record IdleAge(long count, long p10Millis, long p50Millis, long p90Millis) {
        public static final IdleAge NONE = new IdleAge(0, 0, 0, 0);
    }

    /**
     * Failed connects.
     *
     * @param firstAt null where there was none
     */
    public record AddressExhausted(
            long count, @Nullable Instant firstAt, @Nullable Instant lastAt) {
        public static final AddressExhausted NONE = new AddressExhausted(0, null, null);
    }

    /**
     * The busiest client address of a server.
     *
     * @param timeWaits its entries in the last 60 s; a lower bound where there are many addresses
     */
    public record TopClient(String address, long timeWaits) {}
}
