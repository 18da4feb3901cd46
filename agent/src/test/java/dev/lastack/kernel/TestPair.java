package dev.lastack.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import sun.nio.ch.LastAckKernel;

/** Two ends of a loopback connection, in the hands of a test. */
public final class TestPair implements AutoCloseable {

    public final SocketChannel near;
    public final SocketChannel far;

    public TestPair() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            near = SocketChannel.open(listener.getLocalAddress());
            far = listener.accept();
        }
    }

    public FileDescriptor fd() {
        return LastAckKernel.descriptorOf(near);
    }

    int number() {
        return LastAckKernel.number(fd());
    }

    public void farWrites() throws IOException {
        far.write(ByteBuffer.wrap(new byte[1]));
    }

    public void farResets() throws IOException {
        far.setOption(StandardSocketOptions.SO_LINGER, 0);
        far.close();
    }

    /** Until nothing more goes out: our FIN will wait behind it. */
    void fillTowardsFar() throws IOException {
        near.configureBlocking(false);
        ByteBuffer megabyte = ByteBuffer.allocate(1 << 20);
        int taken;
        do {
            taken = near.write(megabyte.clear());
        } while (taken > 0);
    }

    /** Loopback delivers at once, as a rule. */
    public static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        far.close();
        near.close();
    }
}
