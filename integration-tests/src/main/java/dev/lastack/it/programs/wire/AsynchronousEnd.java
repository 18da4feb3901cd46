package dev.lastack.it.programs.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.Future;

final class AsynchronousEnd extends WireEnd {

    private final AsynchronousSocketChannel channel;

    AsynchronousEnd(AsynchronousSocketChannel channel) {
        this.channel = channel;
    }

    @Override
    int read(byte[] into) throws IOException {
        return WireTransport.get(channel.read(ByteBuffer.wrap(into)));
    }

    @Override
    void write(byte[] data) throws IOException {
        WireTransport.get(channel.write(ByteBuffer.wrap(data))); // it fits the send buffer
    }

    @Override
    void sendBuffer(int bytes) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bytes);
    }

    @Override
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** These channels have no SO_LINGER: they close as ever. */
    @Override
    void lingerZero() {}

    @Override
    void readInBackground() {
        Future<Integer> pending = channel.read(ByteBuffer.allocate(1));
        if (pending.isDone()) {
            throw new IllegalStateException("nothing was to be read");
        }
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
