package dev.lastack.it.programs.random;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;

record AsynchronousEnd(AsynchronousSocketChannel channel, int localPort) implements End {

    static End connect(int port) throws IOException {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
        Futures.get(channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        return of(channel);
    }

    static End of(AsynchronousSocketChannel channel) throws IOException {
        return new AsynchronousEnd(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
    }

    @Override
    public int read() throws IOException {
        return Futures.get(channel.read(ByteBuffer.allocate(1)));
    }

    @Override
    public void write() throws IOException {
        Futures.get(channel.write(ByteBuffer.allocate(1)));
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void lingerZero() {
        throw new UnsupportedOperationException("AsynchronousSocketChannel has no SO_LINGER");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
