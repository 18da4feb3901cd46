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
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    void write(ByteBuffer data) throws IOException {
        channel.write(data);
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
