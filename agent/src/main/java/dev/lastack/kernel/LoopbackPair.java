package dev.lastack.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import sun.nio.ch.LastAckKernel;

/** Two ends of one connection through loopback, for the instruments' proof. */
final class LoopbackPair implements AutoCloseable {

    private final SocketChannel near;
    private final SocketChannel far;

    private LoopbackPair(SocketChannel near, SocketChannel far) {
        this.near = near;
        this.far = far;
    }

    static LoopbackPair open() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            SocketChannel near = SocketChannel.open(listener.getLocalAddress());
            return new LoopbackPair(near, listener.accept());
        }
    }

    FileDescriptor nearDescriptor() {
        return LastAckKernel.descriptorOf(near);
    }

    int nearNumber() {
        return LastAckKernel.number(nearDescriptor());
    }

    /** The near end becomes the passive closer. */
    void closeFar() throws IOException {
        far.close();
    }

    @Override
    public void close() throws IOException {
        far.close();
        near.close();
    }
}
