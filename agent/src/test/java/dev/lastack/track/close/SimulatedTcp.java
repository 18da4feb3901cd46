package dev.lastack.track.close;

import static dev.lastack.snapshot.FirstCloser.LOCAL;
import static dev.lastack.snapshot.FirstCloser.REMOTE;
import static dev.lastack.snapshot.FirstCloser.RESET_BY_LOCAL;
import static dev.lastack.snapshot.FirstCloser.RESET_BY_REMOTE;
import static dev.lastack.snapshot.FirstCloser.SIMULTANEOUS;
import static dev.lastack.snapshot.FirstCloser.UNKNOWN;
import static dev.lastack.track.close.TcpStateNumbers.CLOSE;
import static dev.lastack.track.close.TcpStateNumbers.CLOSE_WAIT;
import static dev.lastack.track.close.TcpStateNumbers.CLOSING;
import static dev.lastack.track.close.TcpStateNumbers.ESTABLISHED;
import static dev.lastack.track.close.TcpStateNumbers.FIN_WAIT1;
import static dev.lastack.track.close.TcpStateNumbers.FIN_WAIT2;
import static dev.lastack.track.close.TcpStateNumbers.LAST_ACK;

import dev.lastack.kernel.AtClose;
import dev.lastack.snapshot.FirstCloser;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Our end of one connection as Linux keeps it (net/ipv4/tcp_input.c, tcp.c), and what went over the wire so far. Knows
 * nothing of {@link CloseOrder}. The remote may do whatever TCP allows: its segments arrive at any moment.
 *
 * @param state as TCP_INFO shows it: TIME_WAIT lives elsewhere, our descriptor says CLOSE
 * @param finReceived the remote's FIN is in (SOCK_DONE)
 * @param closeAborts close was called with unread data or linger 0
 * @param error SO_ERROR, taken by the first who asks
 * @param first who closed first; null while nobody has
 * @param reset a reset went either way, or the connection timed out: no TIME_WAIT
 */
public record SimulatedTcp(
        int state,
        boolean unread,
        boolean finReceived,
        boolean inputShut,
        boolean lingerZero,
        boolean closeAborts,
        int error,
        @Nullable FirstCloser first,
        boolean reset) {

    public static final int EPIPE = 32;
    public static final int ECONNRESET = 104;
    static final int ETIMEDOUT = 110;

    public static final SimulatedTcp OPEN =
            new SimulatedTcp(ESTABLISHED, false, false, false, false, false, 0, null, false);

    /** What can happen without any call of ours. */
    static final List<UnaryOperator<SimulatedTcp>> ARRIVALS = List.of(
            SimulatedTcp::data,
            SimulatedTcp::fin,
            SimulatedTcp::ackOfOurFin,
            SimulatedTcp::resetSegment,
            SimulatedTcp::timeout);

    public SimulatedTcp data() {
        if (finReceived) {
            return this;
        }
        return switch (state) {
            case ESTABLISHED -> withUnread(true);
            // RFC 1122, 4.2.2.13: nobody will read it
            case FIN_WAIT1, FIN_WAIT2 -> inputShut ? dead(ECONNRESET) : withUnread(true);
            default -> this;
        };
    }

    public SimulatedTcp fin() {
        if (finReceived) {
            return this;
        }
        return switch (state) {
            case ESTABLISHED -> finIn(CLOSE_WAIT, REMOTE);
            case FIN_WAIT1 -> finIn(CLOSING, first == LOCAL ? SIMULTANEOUS : first);
            // TIME_WAIT: a reset that was to follow our FIN finds nothing any more
            case FIN_WAIT2 -> finIn(CLOSE, first == RESET_BY_LOCAL ? LOCAL : first);
            default -> this;
        };
    }

    private SimulatedTcp finIn(int next, @Nullable FirstCloser by) {
        return new SimulatedTcp(next, unread, true, inputShut, lingerZero, closeAborts, error, by, reset);
    }

    public SimulatedTcp ackOfOurFin() {
        return switch (state) {
            case FIN_WAIT1 -> in(FIN_WAIT2);
            case CLOSING -> first == RESET_BY_LOCAL ? finIn(CLOSE, SIMULTANEOUS) : in(CLOSE);
            case LAST_ACK -> in(CLOSE);
            default -> this;
        };
    }

    /** tcp_reset() */
    public SimulatedTcp resetSegment() {
        return switch (state) {
            case CLOSE -> this;
            case CLOSE_WAIT -> dead(EPIPE);
            default -> firstBy(RESET_BY_REMOTE).dead(ECONNRESET);
        };
    }

    private SimulatedTcp timeout() {
        return state == CLOSE ? this : firstBy(UNKNOWN).dead(ETIMEDOUT);
    }

    private SimulatedTcp dead(int why) {
        return new SimulatedTcp(CLOSE, unread, finReceived, inputShut, lingerZero, closeAborts, why, first, true);
    }

    // calls of the application

    public SimulatedTcp shutdownInput() {
        return new SimulatedTcp(state, unread, finReceived, true, lingerZero, closeAborts, error, first, reset);
    }

    public SimulatedTcp setLingerZero() {
        return new SimulatedTcp(state, unread, finReceived, inputShut, true, closeAborts, error, first, reset);
    }

    public SimulatedTcp shutdownOutput() {
        return switch (state) {
            case ESTABLISHED -> firstBy(LOCAL).in(FIN_WAIT1);
            case CLOSE_WAIT -> in(LAST_ACK);
            default -> this;
        };
    }

    /** Unread data or linger 0 when close is called make it an abortive one, also where the JDK lets a FIN go ahead. */
    SimulatedTcp closeAsked() {
        boolean aborts = unread || lingerZero;
        return new SimulatedTcp(state, unread, finReceived, inputShut, lingerZero, aborts, error, first, reset);
    }

    /** Unread data does not keep the JDK from shutting down first, linger 0 does. */
    SimulatedTcp shutdownOutputByClose() {
        if (state != ESTABLISHED || !closeAborts) {
            return shutdownOutput();
        }
        return lingerZero ? this : firstBy(RESET_BY_LOCAL).in(FIN_WAIT1);
    }

    /** close(2): tcp_close(). */
    SimulatedTcp release() {
        if (state == CLOSE) {
            return this;
        }
        boolean abortive = unread || lingerZero;
        if (state == ESTABLISHED) {
            return firstBy(abortive ? RESET_BY_LOCAL : LOCAL).withReset(abortive);
        }
        return withReset(abortive);
    }

    /** What a read gives: "data", "end", "fails 104", "blocks". tcp_recvmsg() */
    public String readResult() {
        if (inputShut) {
            return "end"; // the JDK does not ask the kernel any more
        }
        if (unread) {
            return "data";
        }
        if (finReceived) {
            return "end";
        }
        if (error != 0) {
            return "fails " + error;
        }
        return state == CLOSE ? "end" : "blocks";
    }

    public SimulatedTcp afterRead() {
        if (inputShut) {
            return this;
        }
        return unread ? withUnread(false) : finReceived ? this : errorTaken();
    }

    /** "takes" or "fails 32". tcp_sendmsg(); the JDK does not write after our half-close. */
    public String writeResult() {
        if (error != 0) {
            return "fails " + error;
        }
        return state == CLOSE ? "fails " + EPIPE : "takes";
    }

    public SimulatedTcp errorTaken() {
        return new SimulatedTcp(state, unread, finReceived, inputShut, lingerZero, closeAborts, 0, first, reset);
    }

    // the kernel's answers

    /** POLLRDHUP, POLLHUP or POLLERR: what the watcher is woken by, and the probe looks closer at. */
    boolean hungUp() {
        return finReceived || inputShut || state == CLOSE || error != 0;
    }

    /** As LinuxSocketProbe packs it. */
    int atClose() {
        if (!hungUp()) {
            return AtClose.of(ESTABLISHED, unread, lingerZero, 0);
        }
        return state == CLOSE ? AtClose.of(CLOSE, false, false, error) : AtClose.of(state, unread, lingerZero, 0);
    }

    int atLeaving() {
        SimulatedTcp withoutLinger =
                new SimulatedTcp(state, unread, finReceived, inputShut, false, closeAborts, error, first, reset);
        return withoutLinger.atClose();
    }

    SimulatedTcp afterAtClose() {
        return state == CLOSE ? errorTaken() : this;
    }

    /** To be asked after {@link #release}: what stays of us is a TIME_WAIT, now or when the remote's FIN comes. */
    boolean leavesTimeWait() {
        return (first == LOCAL || first == SIMULTANEOUS) && !reset;
    }

    private SimulatedTcp in(int next) {
        return new SimulatedTcp(next, unread, finReceived, inputShut, lingerZero, closeAborts, error, first, reset);
    }

    private SimulatedTcp withUnread(boolean is) {
        return new SimulatedTcp(state, is, finReceived, inputShut, lingerZero, closeAborts, error, first, reset);
    }

    private SimulatedTcp withReset(boolean now) {
        return new SimulatedTcp(
                state, unread, finReceived, inputShut, lingerZero, closeAborts, error, first, reset || now);
    }

    private SimulatedTcp firstBy(FirstCloser closer) {
        return first != null
                ? this
                : new SimulatedTcp(
                        state, unread, finReceived, inputShut, lingerZero, closeAborts, error, closer, reset);
    }
}
