package dev.lastack.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose descriptor was not released when the snapshot was taken.
 *
 * @param id unique in this run
 * @param state asked of the kernel for the snapshot
 * @param evidence of who asked for what is done on other threads, and of who is at it now; one of a kind at most
 * @param netty null where it is no Netty channel's
 * @param pool null where no pool has it, or none that could be asked
 * @param handled who serves its request; null for a client, where nothing is wrong with it, and where nobody knows
 */
public record OpenConnection(
        long id,
        Transport transport,
        Endpoints endpoints,
        TcpState state,
        Usage usage,
        Ending ending,
        Events events,
        UnreadData unread,
        Reachability reachability,
        List<Evidence> evidence,
        @Nullable NettyChannel netty,
        @Nullable Pooled pool,
        @Nullable Handled handled) {

    /**
     * Both ends, {@code ip:port} each.
     *
     * @param local empty where it could not be asked
     * @param descriptor its number in the process; -1 where it was released while it was looked at
     */
    public record Endpoints(String local, String remote, int descriptor) {}

    /**
     * How it has been used.
     *
     * @param thread that opened it
     * @param openedLikeSiblings so many were opened there that its own open stack was not captured: it has that of its
     *     siblings, from the same thread and to the same place
     * @param connectUnfinished the kernel has connected it, and the program has not asked whether it has
     * @param reuse whether it was used again after it had lain idle
     * @param used some data was moved over it
     * @param idleMillis since the last read or write that moved data, or since it was opened
     * @param waitingReader who waits for its data now; not asked of a server's connection
     */
    public record Usage(
            Instant openedAt,
            String thread,
            boolean openedLikeSiblings,
            boolean connectUnfinished,
            Reuse reuse,
            boolean used,
            long idleMillis,
            WaitingReader waitingReader) {}

    /** What came after it had lain idle for a second or longer. */
    public enum Reuse {
        /** Nothing. */
        NONE,
        /** It was used again, perhaps by the same conversation, which had rested. */
        AFTER_REST,
        /** It was used again by another thread or for another task, as connections of pools are. */
        BY_ANOTHER
    }

    /**
     * How far its end has come.
     *
     * @param firstCloser as far as it is decided; null while neither side has closed
     * @param remoteClosedAt when the remote's FIN was known here, null while the remote is open
     * @param sinceRemoteCloseMillis from the remote's FIN until now, or until our close was called; 0 without one
     * @param resetAt when it was known here that the connection is gone, by a reset or by a time-out, with no close of
     *     ours and no half-close before it; null while it lives
     * @param outputShutDown our side was half-closed
     * @param selectorAtWork close was asked, and a thread was inside select() of every selector that holds the
     *     descriptor back
     */
    public record Ending(
            @Nullable FirstCloser firstCloser,
            @Nullable Instant remoteClosedAt,
            long sinceRemoteCloseMillis,
            @Nullable Instant resetAt,
            boolean outputShutDown,
            boolean selectorAtWork) {}

    /**
     * The latest events of each kind, null where there was none.
     *
     * @param eof the first read that returned end-of-stream
     * @param lastRead the last read that gave data
     * @param lastWrite the last write that took data; of a Netty channel by the code that asked for it, which may be on
     *     its way still
     * @param closeAsked the close() whose descriptor is still held back
     */
    public record Events(
            @Nullable IoEvent eof,
            @Nullable IoEvent lastRead,
            @Nullable IoEvent lastWrite,
            @Nullable IoEvent closeAsked) {}

    /**
     * What lies in our receive buffer.
     *
     * @param bytes 0 where none or not asked
     * @param receiveBufferBytes SO_RCVBUF, 0 where not asked
     * @param millis for how long at least data has lain here without any read, 0 where none lies
     */
    public record UnreadData(long bytes, long receiveBufferBytes, long millis) {

        public static final UnreadData NONE = new UnreadData(0, 0, 0);
    }

    public OpenConnection {
        evidence = List.copyOf(evidence);
    }

    public String local() {
        return endpoints.local();
    }

    public String remote() {
        return endpoints.remote();
    }

    public int descriptor() {
        return endpoints.descriptor();
    }

    public Instant openedAt() {
        return usage.openedAt();
    }

    public String thread() {
        return usage.thread();
    }

    public boolean openedLikeSiblings() {
        return usage.openedLikeSiblings();
    }

    /** After it had lain idle for a second or longer. */
    public boolean reused() {
        return usage.reuse() != Reuse.NONE;
    }

    /** The same, and not by whoever had used it before: what shows a pool. */
    public boolean reusedByAnother() {
        return usage.reuse() == Reuse.BY_ANOTHER;
    }

    public boolean connectUnfinished() {
        return usage.connectUnfinished();
    }

    public WaitingReader waitingReader() {
        return usage.waitingReader();
    }

    public boolean used() {
        return usage.used();
    }

    public long idleMillis() {
        return usage.idleMillis();
    }

    public @Nullable FirstCloser firstCloser() {
        return ending.firstCloser();
    }

    public @Nullable Instant remoteClosedAt() {
        return ending.remoteClosedAt();
    }

    public long sinceRemoteCloseMillis() {
        return ending.sinceRemoteCloseMillis();
    }

    /**
     * Time in CLOSE_WAIT: from the remote's FIN until now, or until our close was called. 0 without one, and after a
     * half-close of ours that came before it: that is no CLOSE_WAIT.
     */
    public long closeWaitMillis() {
        boolean oursFirst = firstCloser() == FirstCloser.LOCAL || firstCloser() == FirstCloser.SIMULTANEOUS;
        return oursFirst ? 0 : ending.sinceRemoteCloseMillis();
    }

    /** In CLOSE_WAIT now. Where the kernel could not be asked: what must be so from what Java saw. */
    public boolean inCloseWait() {
        return state == TcpState.CLOSE_WAIT
                || (state == TcpState.UNKNOWN && remoteClosedAt() != null && closeAsked() == null && !outputShutDown());
    }

    public @Nullable Instant resetAt() {
        return ending.resetAt();
    }

    public boolean outputShutDown() {
        return ending.outputShutDown();
    }

    public boolean selectorAtWork() {
        return ending.selectorAtWork();
    }

    public @Nullable IoEvent eof() {
        return events.eof();
    }

    public @Nullable IoEvent lastRead() {
        return events.lastRead();
    }

    public @Nullable IoEvent lastWrite() {
        return events.lastWrite();
    }

    public @Nullable IoEvent closeAsked() {
        return events.closeAsked();
    }

    public long unreadBytes() {
        return unread.bytes();
    }

    public long receiveBufferBytes() {
        return unread.receiveBufferBytes();
    }

    public long unreadMillis() {
        return unread.millis();
    }

    /** Null where there is none of this kind. */
    public @Nullable IoEvent evidenceOf(Evidence.Kind kind) {
        for (Evidence one : evidence) {
            if (one.kind() == kind) {
                return one.use();
            }
        }
        return null;
    }

    /** By its pool, as that says. */
    public boolean isLentOut() {
        return pool != null && pool.borrowed();
    }

    /** Idle in its pool, as that says. */
    public boolean liesInPool() {
        return pool != null && !pool.borrowed();
    }

    /** The one of read and write, if one only is known to be the application's: the other is its library's doing. */
    public @Nullable IoEvent lastUseOfApplication() {
        IoEvent last = lastUse();
        if (isOfApplication(last)) {
            return last;
        }
        return isOfApplication(lastRead()) ? lastRead() : isOfApplication(lastWrite()) ? lastWrite() : last;
    }

    private static boolean isOfApplication(@Nullable IoEvent use) {
        return use != null && use.stack().culprit() != null;
    }

    /**
     * Of read and write the later one; null if neither moved data. Of a Netty channel the write, if it is known who
     * asked for it: its event loop reads, and the application's code is nowhere near.
     */
    public @Nullable IoEvent lastUse() {
        IoEvent read = lastRead();
        IoEvent write = lastWrite();
        if (netty != null && write != null && !write.stack().isEmpty()) {
            return write;
        }
        if (read == null || write == null) {
            return read == null ? write : read;
        }
        return write.at().isAfter(read.at()) ? write : read;
    }
}
