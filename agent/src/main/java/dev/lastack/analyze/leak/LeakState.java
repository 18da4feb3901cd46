package dev.lastack.analyze.leak;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Pooled;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with an open connection. It has exactly one condition, so no two rules count it twice. */
public enum LeakState {
    FINE,
    /** close() was called long ago and the descriptor is still open. */
    CLOSE_DEFERRED,
    /** The remote has closed, and nothing will ever close it here. */
    UNREACHABLE,
    /** The remote has not closed, and nothing will ever close it here. */
    OPEN_UNREACHABLE,
    /** Reset, or given up by the network, long ago. */
    RESET_NOT_CLOSED,
    /** End of stream was read long ago. */
    EOF_IGNORED,
    /** The remote closed long ago and nobody has read the end of stream. */
    UNREAD,
    /** The same, and it lies in its pool, as that says. */
    UNREAD_IN_POOL,
    /** The same, and its pool has lent it out, as that says. */
    UNREAD_BORROWED,
    /** Lent out by its pool long ago, alive, and used by nobody since. */
    NOT_RETURNED,
    /** Data lies unread and the remote can send no more, not even its FIN. */
    STALLED;

    /**
     * The part of SO_RCVBUF that must be full of unread data. Linux announces a window of 0 when less than half the
     * buffer is free and no whole segment fits; bookkeeping takes its share of SO_RCVBUF, so that payload may be half
     * of it and less. An eighth is below what lies behind a shut window and above what lies there in passing.
     */
    public static final int SHUT_WINDOW_SHARE = 8;

    /** Longer than any event loop of a healthy program stays in one select() while it has channels to close. */
    public static final Duration SELECTOR_CYCLE = Duration.ofSeconds(10);

    private static final Set<TcpState> REMOTE_CAN_STILL_SEND =
            EnumSet.of(TcpState.ESTABLISHED, TcpState.FIN_WAIT1, TcpState.FIN_WAIT2);

    /** Durations at the threshold count as above it. */
    public static LeakState of(OpenConnection connection, Instant now, Settings settings) {
        if (connection.closeAsked() != null) {
            long since = Millis.between(connection.closeAsked().at(), now);
            return reaches(since, deferralThreshold(connection, settings)) ? CLOSE_DEFERRED : FINE;
        }
        if (connection.remoteClosedAt() != null) {
            return ofRemoteClosed(connection, now, settings);
        }
        if (isBeyondRescue(connection)) {
            return OPEN_UNREACHABLE;
        }
        if (connection.resetAt() != null) {
            long since = Millis.between(connection.resetAt(), now);
            return reaches(since, settings.closeWaitThreshold()) ? RESET_NOT_CLOSED : FINE;
        }
        if (isStalled(connection, settings)) {
            return STALLED;
        }
        return isNotReturned(connection, now, settings) ? NOT_RETURNED : FINE;
    }

    /** A selector at work needs its time-out to pass: java.net.http's is 3 s. Idle ones never flush. */
    private static Duration deferralThreshold(OpenConnection connection, Settings settings) {
        Duration configured = settings.closeWaitThreshold();
        return connection.selectorAtWork() && configured.compareTo(SELECTOR_CYCLE) < 0 ? SELECTOR_CYCLE : configured;
    }

    private static LeakState ofRemoteClosed(OpenConnection connection, Instant now, Settings settings) {
        if (!reaches(idleSinceRemoteClose(connection, now), settings.closeWaitThreshold())) {
            return FINE;
        }
        if (isBeyondRescue(connection)) {
            return UNREACHABLE;
        }
        return connection.eof() != null ? EOF_IGNORED : unread(connection.pool());
    }

    private static LeakState unread(@Nullable Pooled pool) {
        if (pool == null) {
            return UNREAD;
        }
        return pool.borrowed() ? UNREAD_BORROWED : UNREAD_IN_POOL;
    }

    /** Whoever moves data over it, or waits for the remote's, has not forgotten it. */
    private static boolean isNotReturned(OpenConnection connection, Instant now, Settings settings) {
        Pooled pool = connection.pool();
        if (pool == null || pool.borrowedAt() == null || pool.mayBeAwaited()) {
            return false;
        }
        return connection.state() == TcpState.ESTABLISHED
                && reaches(connection.idleMillis(), settings.borrowedThreshold())
                && reaches(Millis.between(pool.borrowedAt(), now), settings.borrowedThreshold());
    }

    /** A remote may close its half and wait for an answer: as long as writes go on, that is health (RFC 9293, 3.6). */
    private static long idleSinceRemoteClose(OpenConnection connection, Instant now) {
        IoEvent write = connection.lastWrite();
        return write == null
                ? connection.sinceRemoteCloseMillis()
                : Math.min(connection.sinceRemoteCloseMillis(), Millis.between(write.at(), now));
    }

    /** The JDK's cleaner closes what is behind a {@code java.net.Socket}, though late; a channel has none. */
    private static boolean isBeyondRescue(OpenConnection connection) {
        return connection.reachability() == Reachability.UNREACHABLE && connection.transport() != Transport.SOCKET;
    }

    private static boolean isStalled(OpenConnection connection, Settings settings) {
        return REMOTE_CAN_STILL_SEND.contains(connection.state())
                && reaches(connection.unreadMillis(), settings.stalledThreshold())
                && isWindowShut(connection);
    }

    private static boolean isWindowShut(OpenConnection connection) {
        return connection.receiveBufferBytes() > 0
                && connection.unreadBytes() >= connection.receiveBufferBytes() / SHUT_WINDOW_SHARE;
    }

    private static boolean reaches(long millis, Duration threshold) {
        return millis >= threshold.toMillis();
    }
}
