package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.FileDescriptor;
import java.io.IOException;
import sun.nio.ch.LastAckKernel;

/** Asks Linux through the JDK's own natives. */
public final class LinuxSocketProbe implements SocketProbe {

    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_RCVBUF = 8;
    private static final int SO_LINGER = 13;

    private static final int ESTABLISHED = TcpState.ESTABLISHED.number();
    private static final int CLOSE = TcpState.CLOSE.number();
    private static final int CLOSE_WAIT = TcpState.CLOSE_WAIT.number();
    private static final int REMOTE_OR_RESET = LastAckKernel.POLLRDHUP | LastAckKernel.POLLHUP | LastAckKernel.POLLERR;

    @Override
    public boolean works() {
        return true;
    }

    /**
     * One poll answers the common cases, by what tcp_poll() sets: no hang-up and no error means that no FIN and no reset
     * has come, so the state is ESTABLISHED, or FIN_WAIT1 or 2 if we have half-closed (reported as ESTABLISHED too: the
     * caller knows). A hang-up of reading alone, where we did not shut it, is the remote's FIN, and CLOSE_WAIT: in CLOSE,
     * and once we have half-closed, POLLHUP would be there too. A hang-up after FIN_WAIT2, where we did not shut reading,
     * is CLOSE, which the socket has during TIME_WAIT too (tcp_time_wait); an error is pending where poll says so. Only
     * else is the dearer TCP_INFO asked.
     */
    @Override
    public int atClose(FileDescriptor fd, ReadState input, Linger linger, boolean onlyCloseFollows) {
        try {
            int events = LastAckKernel.poll(fd, LastAckKernel.POLLIN | LastAckKernel.POLLRDHUP);
            if ((events & REMOTE_OR_RESET) == 0) {
                boolean unread = (events & LastAckKernel.POLLIN) != 0;
                return AtClose.of(ESTABLISHED, unread, isZero(linger, fd), 0);
            }
            int state = state(fd, events, input, onlyCloseFollows);
            if (state == CLOSE) {
                boolean pending = (events & LastAckKernel.POLLERR) != 0 || !onlyCloseFollows;
                return AtClose.of(CLOSE, false, false, pending ? LastAckKernel.intOption(fd, SOL_SOCKET, SO_ERROR) : 0);
            }
            boolean unread = input != ReadState.ENDED && LastAckKernel.available(fd) > 0;
            return AtClose.of(state, unread, isZero(linger, fd), 0);
        } catch (IOException e) {
            return AtClose.NOTHING_KNOWN;
        }
    }

    /** Where something has ended. */
    private static int state(FileDescriptor fd, int events, ReadState input, boolean onlyCloseFollows)
            throws IOException {
        if (input != ReadState.SHUT) {
            if ((events & REMOTE_OR_RESET) == LastAckKernel.POLLRDHUP) {
                return CLOSE_WAIT;
            }
            if (onlyCloseFollows && (events & LastAckKernel.POLLHUP) != 0) {
                return CLOSE;
            }
        }
        return LastAckKernel.tcpState(fd);
    }

    private static boolean isZero(Linger linger, FileDescriptor fd) throws IOException {
        return linger == Linger.UNKNOWN
                ? LastAckKernel.intOption(fd, SOL_SOCKET, SO_LINGER) == 0
                : linger == Linger.ZERO;
    }

    @Override
    public boolean unsentData(FileDescriptor fd, boolean last) {
        try {
            return LastAckKernel.unsentData(fd, last);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int tcpState(FileDescriptor fd) {
        try {
            return LastAckKernel.tcpState(fd);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public boolean somebodyWaits(FileDescriptor listener) {
        try {
            return (LastAckKernel.poll(listener, LastAckKernel.POLLIN) & LastAckKernel.POLLIN) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int unreadBytes(FileDescriptor fd) {
        try {
            return LastAckKernel.available(fd);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public int receiveBufferBytes(FileDescriptor fd) {
        try {
            return LastAckKernel.intOption(fd, SOL_SOCKET, SO_RCVBUF);
        } catch (IOException e) {
            return 0;
        }
    }
}
