package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.FileDescriptor;

/**
 * Questions about one socket, answered at one moment. Callable by any thread, also from a hook: never blocks, never
 * throws; what cannot be answered is {@link TcpState#UNKNOWN} or 0.
 */
public interface SocketProbe {

    /** No answers: on other systems, or where the JDK refuses. */
    SocketProbe NONE = new SocketProbe() {};

    /** True where the answers are the kernel's. */
    default boolean works() {
        return false;
    }

    /**
     * Our end just before it is closed or half-closed, packed: see {@link AtClose}.
     *
     * @param onlyCloseFollows FIN_WAIT2 or CLOSE was seen after our FIN, so once anything has ended the state is CLOSE
     */
    default int atClose(FileDescriptor fd, ReadState input, Linger linger, boolean onlyCloseFollows) {
        return AtClose.NOTHING_KNOWN;
    }

    /** The same once more, a moment after {@link #atClose}: without the question about linger, which has not changed. */
    default int atLeaving(FileDescriptor fd, ReadState input, boolean onlyCloseFollows) {
        return atClose(fd, input, Linger.NOT_ZERO, onlyCloseFollows);
    }

    /**
     * Whether a FIN now would have to wait behind data that was never sent; asked before the output is shut.
     *
     * @param last the socket is being closed, so nobody will write to it any more
     */
    default boolean unsentData(FileDescriptor fd, boolean last) {
        return false;
    }

    /** {@code tcpi_state} as in {@link TcpState}, 0 where unknown. */
    default int tcpState(FileDescriptor fd) {
        return 0;
    }

    /** Of a listener: a connection waits to be accepted. */
    default boolean somebodyWaits(FileDescriptor listener) {
        return false;
    }

    /** Bytes in the receive buffer. */
    default int unreadBytes(FileDescriptor fd) {
        return 0;
    }

    /** SO_RCVBUF in bytes. */
    default int receiveBufferBytes(FileDescriptor fd) {
        return 0;
    }
}
