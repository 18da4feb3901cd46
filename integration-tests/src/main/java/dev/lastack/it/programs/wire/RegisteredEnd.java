package dev.lastack.it.programs.wire;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Its descriptor is given back only when the selector selects again: at {@link #flush}. */
final class RegisteredEnd extends ChannelEnd {

    private final Selector selector = Selector.open();

    RegisteredEnd(SocketChannel channel) throws IOException {
        super(channel);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    int read(byte[] into) throws IOException {
        int n = super.read(into);
        while (n == 0) {
            selector.select();
            selector.selectedKeys().clear();
            n = super.read(into);
        }
        return n;
    }

    /** Nobody blocks in a read of such a channel. */
    @Override
    void readInBackground() {}

    @Override
    void flush() throws IOException {
        selector.close();
    }
}
