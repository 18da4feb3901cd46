package dev.lastack.it.programs.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

class ChannelEnd extends WireEnd {

    final SocketChannel channel;

    ChannelEnd(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    int read(byte[] into) throws IOException {
        return channel.read(ByteBuffer.wrap(into));
    }

    @Override
    void write(byte[] data) throws IOException {
        channel.write(ByteBuffer.wrap(data));
    }

    @Override
    void sendBuffer(int bytes) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bytes);
    }

    @Override
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    void lingerZero() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
