package dev.lastack.track.close;

import dev.lastack.kernel.AtClose;
import dev.lastack.kernel.ReadState;
import dev.lastack.snapshot.FirstCloser;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that decides who closed first (RFC 9293, 3.6), as pure functions from one packed int to the next:
 * a hook and the watcher may race, so the caller puts the result in place by compare-and-set and tries again.
 *
 * <p>Java events say what was called or read; the kernel's state, asked at the same moment, says what went over the
 * wire. A decision, once taken from the kernel, changes only where a later state proves that the other side's FIN was
 * under way at that moment (LAST_ACK, CLOSING).
 */
public final class CloseOrder {

    /** Nothing has happened yet on an open connection. */
    public static final int OPEN = 0;

    // bits 0-2: the first closer
    private static final int FIRST = 0x7;
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int SIMULTANEOUS = 3;
    private static final int RESET_BY_REMOTE = 4;
    private static final int RESET_BY_LOCAL = 5;
    private static final int UNKNOWN = 6;

    /** Our FIN went out, or is about to. */
    private static final int LOCAL_FIN = 0x8;

    /** The remote's FIN has come in. */
    private static final int REMOTE_FIN = 0x10;

    /** A reset went either way: no TIME_WAIT can follow. */
    private static final int RESET = 0x20;

    private static final int INPUT_SHUT = 0x40;
    private static final int CLOSE_ASKED = 0x80;

    /** LOCAL or RESET_BY_LOCAL was concluded from ESTABLISHED just before we closed: a later look may correct it. */
    private static final int PROVISIONAL = 0x100;

    /** The kernel did not answer: concluded from Java calls. */
    private static final int INFERRED = 0x200;

    /** Our close after a half-close is to reset, if the connection still lives then. */
    private static final int ABORTING = 0x400;

    /** The application has read the end of the stream, before its close. */
    private static final int EOF_READ = 0x800;

    /** Our FIN waits behind data that was never sent: whether it has left is not known until a later look tells. */
    private static final int QUEUED = 0x1000;

    /** FIN_WAIT2 or CLOSE was seen after our FIN: no FINs can cross any more, and whatever comes, the state is CLOSE. */
    private static final int ONLY_CLOSE_FOLLOWS = 0x2000;

    // errno on Linux
    private static final int EPIPE = 32;
    private static final int ECONNRESET = 104;

    // events, for next
    public static final int END_OF_STREAM = 1;
    public static final int STATE_SEEN = 2;
    public static final int INPUT_SHUT_DOWN = 3;
    public static final int OUTPUT_SHUTTING = 4;
    public static final int OUTPUT_SHUT_DOWN = 5;
    public static final int CLOSING = 6;
    public static final int LEAVING = 7;
    public static final int BROKEN_PIPE = 8;
    public static final int LOST = 9;
    public static final int RESET_SEEN = 10;
    public static final int READER_MET_FIN = 11;

    private CloseOrder() {}

    /**
     * One step, by number so that {@code Connection.advance} needs no lambda.
     *
     * @param asked what the kernel said: a TCP state, or {@link AtClose} for the events of half-close and close; unused
     *     by the others
     */
    public static int next(int event, int order, int asked) {
        return switch (event) {
            case END_OF_STREAM -> withEofRead(endOfStream(order));
            case STATE_SEEN -> stateSeen(order, asked);
            case INPUT_SHUT_DOWN -> inputShut(order);
            case OUTPUT_SHUTTING -> outputShutting(order, asked);
            case OUTPUT_SHUT_DOWN -> correct(order, asked);
            case CLOSING -> closing(order, asked);
            case LEAVING -> leaving(order, asked);
            case BROKEN_PIPE -> brokenPipe(order);
            case LOST -> lost(order);
            case RESET_SEEN -> resetByRemote(order);
            case READER_MET_FIN -> correct(order, TcpStateNumbers.CLOSE_WAIT);
            default -> throw new IllegalArgumentException("no such event");
        };
    }

    /**
     * A reader got end-of-stream. No FIN of the remote if we shut our own input, closed, or a reset was reported before;
     * one that was not yet would have been reported now, had no FIN come before it.
     */
    public static int endOfStream(int order) {
        return (order & (INPUT_SHUT | CLOSE_ASKED)) != 0 || decidedByReset(order) ? order : remoteFin(order);
    }

    private static int withEofRead(int order) {
        return (order & (REMOTE_FIN | CLOSE_ASKED)) == REMOTE_FIN ? order | EOF_READ : order;
    }

    /** The watcher saw something end, and asked the state then. */
    public static int stateSeen(int order, int tcpState) {
        return switch (tcpState) {
            case TcpStateNumbers.CLOSE_WAIT, TcpStateNumbers.LAST_ACK -> remoteFirst(order);
            case TcpStateNumbers.CLOSE -> closedUnseen(order);
            default -> correct(order, tcpState);
        };
    }

    /**
     * CLOSE before we closed: after our half-close the regular end, otherwise a reset. Whether a FIN came before the
     * reset only the pending error tells, and asking for it would take it from the application: that waits for the
     * next failure or for close.
     */
    private static int closedUnseen(int order) {
        boolean regular = (order & LOCAL_FIN) != 0 && (order & FIRST) != RESET_BY_LOCAL;
        return order | (regular ? REMOTE_FIN : RESET);
    }

    static int inputShut(int order) {
        return order | INPUT_SHUT;
    }

    /** Just before our half-close. The pending error is not asked: the application reads on, and must meet it. */
    static int outputShutting(int order, int asked) {
        if ((order & LOCAL_FIN) != 0 || decidedByReset(order)) {
            return order;
        }
        return AtClose.tcpState(asked) == TcpStateNumbers.CLOSE ? closedUnseen(order) : localFin(order, asked);
    }

    /** Just before our close. */
    static int closing(int order, int atClose) {
        int asked = order | CLOSE_ASKED;
        if ((order & LOCAL_FIN) != 0) {
            int ended = afterOurFin(asked, atClose);
            return AtClose.abortive(atClose) ? ended | RESET | ABORTING : ended;
        }
        return decidedByReset(order) ? asked : localFin(asked, atClose);
    }

    /** Just before the kernel closes the socket, our FIN possibly on its way already; linger is not asked again. */
    static int leaving(int order, int atClose) {
        int asked = (order & CLOSE_ASKED) == 0 ? closing(order, atClose) : closingStill(order, atClose);
        return AtClose.abortive(atClose) ? asked | RESET : asked;
    }

    private static int closingStill(int order, int atClose) {
        return underWay(order) ? afterOurFin(order, atClose) : order;
    }

    /** The second look, after our half-close or during our close. */
    static int correct(int order, int tcpState) {
        if ((order & PROVISIONAL) == 0) {
            return tcpState == TcpStateNumbers.CLOSING ? simultaneous(order) : order;
        }
        return switch (tcpState) {
            case TcpStateNumbers.LAST_ACK, TcpStateNumbers.CLOSE_WAIT -> remoteAfterAll(order);
            // a FIN of ours that waited may wait still: in order this ends in TIME_WAIT, by a reset it was the remote's
            case TcpStateNumbers.CLOSING ->
                (order & QUEUED) != 0 ? with(order, SIMULTANEOUS) | REMOTE_FIN : simultaneous(order);
            case TcpStateNumbers.FIN_WAIT1 -> (order & QUEUED) != 0 ? order : finLeft(order);
            case TcpStateNumbers.FIN_WAIT2 -> (finLeft(order) & ~QUEUED) | ONLY_CLOSE_FOLLOWS;
            case TcpStateNumbers.CLOSE -> order | ONLY_CLOSE_FOLLOWS;
            default -> order;
        };
    }

    private static int remoteAfterAll(int order) {
        return with(order & ~(PROVISIONAL | QUEUED), REMOTE) | REMOTE_FIN;
    }

    /** Of a close with unread data too, that shuts down first: its reset is to follow. */
    private static int finLeft(int order) {
        return (order & ~PROVISIONAL) | LOCAL_FIN;
    }

    /** A read or write failed because the remote reset the connection. */
    static int resetByRemote(int order) {
        return failed(order, ECONNRESET);
    }

    /** A read or write failed and the connection is gone, but nobody closed: a time-out, or no route any more. */
    static int lost(int order) {
        return failed(order, 0);
    }

    private static int failed(int order, int error) {
        if ((order & (CLOSE_ASKED | QUEUED)) == 0) {
            return goneBefore(order, error);
        }
        return underWay(order) ? endedBy(order, error) : order;
    }

    /**
     * A write failed with EPIPE and no reset was seen before: Linux reports a reset that follows the remote's FIN so
     * (tcp_reset in CLOSE_WAIT), so the remote had closed first.
     */
    static int brokenPipe(int order) {
        return (order & (CLOSE_ASKED | LOCAL_FIN)) != 0 || decidedByReset(order) ? order : remoteFin(order) | RESET;
    }

    private static int localFin(int order, int atClose) {
        boolean abortive = AtClose.abortive(atClose);
        return switch (AtClose.tcpState(atClose)) {
            case TcpStateNumbers.ESTABLISHED, TcpStateNumbers.FIN_WAIT1, TcpStateNumbers.FIN_WAIT2 ->
                abortive
                        ? reset(order | PROVISIONAL, RESET_BY_LOCAL)
                        : decide(order | LOCAL_FIN | PROVISIONAL | queued(atClose), LOCAL);
            case TcpStateNumbers.CLOSE_WAIT, TcpStateNumbers.LAST_ACK ->
                remoteFin(order) | LOCAL_FIN | (abortive ? RESET : 0);
            case TcpStateNumbers.CLOSING -> simultaneous(order) | LOCAL_FIN;
            case TcpStateNumbers.CLOSE -> goneBefore(order, AtClose.soError(atClose));
            default -> decide(order | LOCAL_FIN | INFERRED, LOCAL);
        };
    }

    private static int queued(int atClose) {
        return AtClose.unsentData(atClose) ? QUEUED : 0;
    }

    /** The kernel had dropped the connection before we closed; the pending error tells why. */
    private static int goneBefore(int order, int soError) {
        return switch (soError) {
            case EPIPE -> remoteFin(order) | RESET;
            case ECONNRESET -> reset(order, RESET_BY_REMOTE);
            // keep-alive or retransmission time-out, unreachable: nobody closed
            default -> reset(order, UNKNOWN);
        };
    }

    /** Another look after our FIN, or after the close that is to reset. */
    private static int afterOurFin(int order, int atClose) {
        int tcpState = AtClose.tcpState(atClose);
        return tcpState == TcpStateNumbers.CLOSE
                ? goneAfter(order, AtClose.soError(atClose))
                : correct(order, tcpState);
    }

    /** Without an error the regular end, our TIME_WAIT included. */
    private static int goneAfter(int order, int soError) {
        return switch (soError) {
            case 0 -> ((order & ABORTING) != 0 ? order & ~RESET : finAnswered(order)) | REMOTE_FIN;
            // our FIN never went out
            case EPIPE -> correct(order, TcpStateNumbers.CLOSE_WAIT) | RESET;
            default -> endedBy(order, soError);
        };
    }

    /** A close with unread data that shuts down first, as a socket's does: the remote's FIN came before the reset. */
    private static int finAnswered(int order) {
        boolean wasToReset = (order & FIRST) == RESET_BY_LOCAL && underWay(order);
        int crossed = (order & REMOTE_FIN) != 0 ? SIMULTANEOUS : LOCAL;
        return wasToReset ? with(order & ~(RESET | PROVISIONAL), crossed) | LOCAL_FIN : order;
    }

    /** No TIME_WAIT stays; and where we were to reset, or our FIN had not left, we came too late. */
    private static int endedBy(int order, int error) {
        boolean beforeOurs = (order & PROVISIONAL) != 0 && ((order & FIRST) == RESET_BY_LOCAL || (order & QUEUED) != 0);
        int gone = (order & ~ABORTING) | RESET;
        return beforeOurs ? with(gone & ~(PROVISIONAL | QUEUED), insteadOfOurs(order, error)) : gone;
    }

    private static int insteadOfOurs(int order, int error) {
        if ((order & FIRST) == SIMULTANEOUS) {
            return REMOTE; // CLOSING was seen, so its FIN is in; CLOSE alone would not prove that
        }
        return error == ECONNRESET ? RESET_BY_REMOTE : UNKNOWN;
    }

    /** We half-closed or closed while nothing had ended yet. */
    private static boolean underWay(int order) {
        return (order & (LOCAL_FIN | PROVISIONAL)) != 0;
    }

    private static int remoteFin(int order) {
        return decide(order | REMOTE_FIN, REMOTE);
    }

    private static int remoteFirst(int order) {
        return (order & PROVISIONAL) != 0 ? correct(order, TcpStateNumbers.LAST_ACK) : remoteFin(order);
    }

    private static int simultaneous(int order) {
        int first = order & FIRST;
        int certain = finLeft(order) | REMOTE_FIN;
        return first == 0 || first == LOCAL ? with(certain, SIMULTANEOUS) : certain;
    }

    private static int reset(int order, int by) {
        return decide(order | RESET, by);
    }

    private static boolean decidedByReset(int order) {
        return (order & RESET) != 0 && (order & FIRST) != 0;
    }

    /** The first decision stands. */
    private static int decide(int order, int first) {
        return (order & FIRST) == 0 ? order | first : order;
    }

    private static int with(int order, int first) {
        return (order & ~FIRST) | first;
    }

    // what the int says

    public static boolean remoteClosed(int order) {
        return (order & REMOTE_FIN) != 0;
    }

    public static boolean eofRead(int order) {
        return (order & EOF_READ) != 0;
    }

    public static ReadState input(int order) {
        if ((order & INPUT_SHUT) != 0) {
            return ReadState.SHUT;
        }
        return eofRead(order) ? ReadState.ENDED : ReadState.OPEN;
    }

    public static boolean wasReset(int order) {
        return (order & RESET) != 0;
    }

    public static boolean closeAsked(int order) {
        return (order & CLOSE_ASKED) != 0;
    }

    public static boolean outputShut(int order) {
        return (order & LOCAL_FIN) != 0;
    }

    /** Our FIN may wait behind unsent data still. */
    public static boolean finMayWait(int order) {
        return (order & QUEUED) != 0;
    }

    /** The remote's FIN or a reset may follow, or has come: with either the state is CLOSE. */
    public static boolean onlyCloseFollows(int order) {
        return (order & ONLY_CLOSE_FOLLOWS) != 0;
    }

    static boolean inferred(int order) {
        return (order & INFERRED) != 0;
    }

    /** Our FIN went first and nothing was reset: one TIME_WAIT stays with us for 60 s. */
    public static boolean leavesTimeWait(int order) {
        int first = order & FIRST;
        return (first == LOCAL || first == SIMULTANEOUS) && (order & RESET) == 0;
    }

    /** Null while nobody has closed. */
    public static @Nullable FirstCloser firstCloser(int order) {
        return switch (order & FIRST) {
            case LOCAL -> FirstCloser.LOCAL;
            case REMOTE -> FirstCloser.REMOTE;
            case SIMULTANEOUS -> FirstCloser.SIMULTANEOUS;
            case RESET_BY_REMOTE -> FirstCloser.RESET_BY_REMOTE;
            case RESET_BY_LOCAL -> FirstCloser.RESET_BY_LOCAL;
            case UNKNOWN -> FirstCloser.UNKNOWN;
            default -> null;
        };
    }
}
