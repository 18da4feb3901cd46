package dev.lastack.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One connection that has ended. Times are {@link System#nanoTime} of the agent's JVM; 0 where it has not happened.
 *
 * @param codePath the id of the code path that it is counted in
 * @param remote {@code ip:port}, IPv6 in brackets; empty where not known
 * @param openedBeforeWatch then {@link #openedNanos} is when LastAck found it
 * @param remoteClosedNanos when the remote's FIN was known
 * @param closeAskedNanos when the program called close
 * @param reclaimed closed by the garbage collector, and not by the program
 * @param timeWait whether it has left a TIME_WAIT on this host
 * @param openSite the line that opened it: the application's, or else the innermost; null where no stack was captured
 * @param closeSite the same for close
 * @param closeThread null where it was not captured
 */
public record EndedConnection(
        String codePath,
        Role role,
        Transport transport,
        String remote,
        FirstCloser firstCloser,
        boolean openedBeforeWatch,
        long openedNanos,
        long remoteClosedNanos,
        long closeAskedNanos,
        long releasedNanos,
        boolean reclaimed,
        boolean timeWait,
        @Nullable Site openSite,
        @Nullable Site closeSite,
        String openThread,
        @Nullable String closeThread) {

    /** Whether the remote closed, and this side had not done so before. */
    public boolean wasInCloseWait() {
        return remoteClosedNanos != 0 && firstCloser != FirstCloser.LOCAL && firstCloser != FirstCloser.SIMULTANEOUS;
    }

    /** From the remote's close until ours; 0 where {@link #wasInCloseWait} is false, or where it was met only at our close. */
    public long closeWaitNanos() {
        return wasInCloseWait() ? Math.max(0, endNanos() - remoteClosedNanos) : 0;
    }

    /** When the program closed, or, where it never did, when the descriptor was given back. */
    public long endNanos() {
        return reclaimed || closeAskedNanos == 0 ? releasedNanos : closeAskedNanos;
    }
}
