package dev.lastack.it.programs.random;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

record ChannelEnd(SocketChannel channel) implements End {

    static End connect(int port) throws IOException {
        return new ChannelEnd(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Override
    public int localPort() {
        return channel.socket().getLocalPort();
    }

    @Override
    public int read() throws IOException {
        return channel.read(ByteBuffer.allocate(1));
    }

    @Override
    public void write() throws IOException {
        channel.write(ByteBuffer.allocate(1));
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void lingerZero() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
