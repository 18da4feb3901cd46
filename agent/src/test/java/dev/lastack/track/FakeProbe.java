package dev.lastack.track;

import dev.lastack.kernel.AtClose;
import dev.lastack.kernel.Linger;
import dev.lastack.kernel.ReadState;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.track.close.TcpStateNumbers;
import java.io.FileDescriptor;

/** Answers what the test sets, the same for every descriptor. */
final class FakeProbe implements SocketProbe {

    boolean works = true;
    int state = TcpStateNumbers.ESTABLISHED;
    boolean unread;
    int soError;
    int unreadBytes;
    int atCloseAsked;
    boolean onlyCloseFollows;
    Linger lingerAsked = Linger.NOT_ZERO;
    Runnable whenStateIsAsked = () -> {};

    @Override
    public boolean works() {
        return works;
    }

    @Override
    public int atClose(FileDescriptor fd, ReadState input, Linger linger, boolean onlyCloseFollows) {
        atCloseAsked++;
        lingerAsked = linger;
        return works ? AtClose.of(state, unread, linger == Linger.ZERO, soError) : AtClose.NOTHING_KNOWN;
    }

    @Override
    public int atLeaving(FileDescriptor fd, ReadState input, boolean onlyCloseFollows) {
        this.onlyCloseFollows = onlyCloseFollows;
        return works ? AtClose.of(state, unread, false, soError) : AtClose.NOTHING_KNOWN;
    }

    @Override
    public int tcpState(FileDescriptor fd) {
        whenStateIsAsked.run();
        return works ? state : 0;
    }

    @Override
    public int unreadBytes(FileDescriptor fd) {
        return unreadBytes;
    }

    @Override
    public int receiveBufferBytes(FileDescriptor fd) {
        return 4096;
    }
}
