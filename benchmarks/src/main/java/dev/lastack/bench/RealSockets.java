package dev.lastack.bench;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import sun.nio.ch.LastAckKernel;

/** Two connections whose descriptor numbers made-up connections borrow, so that the kernel has an answer for them. */
final class RealSockets implements AutoCloseable {

    private final SocketChannel open;
    private final SocketChannel openFar;
    private final SocketChannel remoteClosed;

    RealSockets() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            open = SocketChannel.open(listener.getLocalAddress());
            openFar = listener.accept();
            remoteClosed = SocketChannel.open(listener.getLocalAddress());
            listener.accept().close();
        }
    }

    /** ESTABLISHED. */
    int openNumber() {
        return number(open);
    }

    /** CLOSE_WAIT. */
    int remoteClosedNumber() {
        return number(remoteClosed);
    }

    private static int number(SocketChannel channel) {
        return LastAckKernel.number(LastAckKernel.descriptorOf(channel));
    }

    /** A descriptor object of a made-up connection. */
    static FileDescriptor borrow(int number) {
        return LastAckKernel.descriptor(number);
    }

    @Override
    public void close() throws IOException {
        open.close();
        openFar.close();
        remoteClosed.close();
    }

    /** So many that stay open, near and far end in turn. */
    static final class Many implements AutoCloseable {

        private final List<SocketChannel> all = new ArrayList<>();

        Many(int count) throws IOException {
            try (ServerSocketChannel listener = ServerSocketChannel.open()) {
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                while (all.size() < count) {
                    all.add(SocketChannel.open(listener.getLocalAddress()));
                    all.add(listener.accept());
                }
            }
        }

        int number(int index) {
            return RealSockets.number(all.get(index));
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : all) {
                channel.close();
            }
        }
    }
}
