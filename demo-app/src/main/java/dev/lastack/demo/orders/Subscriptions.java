package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Non-blocking channels on one selector, read until the other side has ended each. What is closed how is not done here. */
final class Subscriptions {

    private static final long SELECT_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Selector selector;
    private final List<SocketChannel> ended = new ArrayList<>();

    Subscriptions(Selector selector) {
        this.selector = selector;
    }

    SocketChannel subscribe(InetSocketAddress events, String topic) throws IOException {
        SocketChannel channel = SocketChannel.open(events);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        channel.write(ByteBuffer.wrap((topic + "\n").getBytes(US_ASCII)));
        return channel;
    }

    List<SocketChannel> readUntilEnded(int subscriptions) throws IOException {
        long start = System.nanoTime();
        while (ended.size() < subscriptions) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException("only " + ended.size() + " subscriptions have ended");
            }
            selector.select(this::read, SELECT_MILLIS);
        }
        return ended;
    }

    private void read(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (channel.read(ByteBuffer.allocate(100)) < 0) {
                key.interestOps(0);
                ended.add(channel);
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
