package dev.lastack.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose descriptor was not released when the snapshot was taken.
 *
 * @param id unique in this run
 * @param local {@code ip:port}, empty where it could not be asked
 * @param remote {@code ip:port}
 * @param state asked of the kernel for the snapshot
 * @param remoteClosedAt when the remote's FIN was known here, null while the remote is open
 * @param closeWaitMillis from the remote's FIN until now (or until our close was called); 0 without a remote FIN
 * @param firstCloser as far as it is decided; null while neither side has closed
 * @param eof the first read that returned end-of-stream, null if none did
 * @param lastRead the last read that gave data, null if none did
 * @param lastWrite the last write that took data, null if none did; of a Netty channel by the code that asked for it,
 *     which may be on its way still
 * @param closeAsked the close() whose descriptor is still held back, null if none was called
 * @param selectorAtWork closeAsked, and a thread was inside select() of every selector that holds the descriptor back
 * @param outputShutDown our side was half-closed
 * @param reused at least two request/response rounds were seen: what pooled connections do
 * @param unreadBytes bytes in our receive buffer, 0 where none or not asked
 * @param receiveBufferBytes SO_RCVBUF, 0 where not asked
 * @param unreadMillis for how long at least data has lain here without any read, 0 where none lies
 * @param idleMillis since the last read or write that moved data, or since it was opened
 * @param thread that opened it
 * @param evidence of who asked for what is done on other threads, and of who is at it now; one of a kind at most
 * @param netty null where it is no Netty channel's
 */
public record OpenConnection(
        long id,
        String local,
        String remote,
        TcpState state,
        Instant openedAt,
        @Nullable Instant remoteClosedAt,
        long closeWaitMillis,
        @Nullable FirstCloser firstCloser,
        @Nullable IoEvent eof,
        @Nullable IoEvent lastRead,
        @Nullable IoEvent lastWrite,
        @Nullable IoEvent closeAsked,
        boolean selectorAtWork,
        boolean outputShutDown,
        Reachability reachability,
        boolean reused,
        long unreadBytes,
        long receiveBufferBytes,
        long unreadMillis,
        long idleMillis,
        String thread,
        List<Evidence> evidence,
        @Nullable NettyChannel netty) {

    public OpenConnection {
        evidence = List.copyOf(evidence);
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

    /** The one of read and write, if one only is known to be the application's: the other is its library's doing. */
    public @Nullable IoEvent lastUseOfApplication() {
        IoEvent last = lastUse();
        if (isOfApplication(last)) {
            return last;
        }
        return isOfApplication(lastRead) ? lastRead : isOfApplication(lastWrite) ? lastWrite : last;
    }

    private static boolean isOfApplication(@Nullable IoEvent use) {
        return use != null && use.stack().culprit() != null;
    }

    /**
     * Of read and write the later one; null if neither moved data. Of a Netty channel the write, if it is known who
     * asked for it: its event loop reads, and the application's code is nowhere near.
     */
    public @Nullable IoEvent lastUse() {
        if (netty != null && lastWrite != null && !lastWrite.stack().isEmpty()) {
            return lastWrite;
        }
        if (lastRead == null || lastWrite == null) {
            return lastRead == null ? lastWrite : lastRead;
        }
        return lastWrite.at().isAfter(lastRead.at()) ? lastWrite : lastRead;
    }
}
