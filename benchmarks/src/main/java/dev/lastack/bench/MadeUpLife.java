package dev.lastack.bench;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;

/** The hooks of one connection's life, in the order in which {@code SocketChannel} calls them. */
final class MadeUpLife extends AtDepth {

    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    private static final InetSocketAddress LOCAL = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

    private final int number;
    private final boolean remoteClosesFirst;

    MadeUpLife(int frames, int number, boolean remoteClosesFirst) {
        super(frames);
        this.number = number;
        this.remoteClosesFirst = remoteClosesFirst;
    }

    static FileDescriptor open(int number) {
        FileDescriptor fd = RealSockets.borrow(number);
        open(fd);
        return fd;
    }

    static void open(FileDescriptor fd) {
        // The descriptor stands for the channel too, which the record refers to weakly: one object less of our own.
        LastAckHooks.channelConnected(fd, fd, LastAckHooks.NIO, REMOTE, LOCAL);
    }

    @Override
    long work() {
        FileDescriptor fd = open(number);
        LastAckHooks.writeReturned(1, fd);
        LastAckHooks.readReturned(1, fd);
        if (remoteClosesFirst) {
            LastAckHooks.readReturned(-1, fd);
        }
        LastAckHooks.closing(fd);
        LastAckHooks.released(fd);
        return number;
    }
}
