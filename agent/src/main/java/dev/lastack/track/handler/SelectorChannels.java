package dev.lastack.track.handler;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/** The channels that are registered with selectors, by the number of their descriptor. */
final class SelectorChannels {

    /** Far more than a report judges; to look at each takes some hundred nanoseconds. */
    private static final int MAX_KEYS = 200_000;

    private final Map<Integer, SocketChannel> channels = new HashMap<>();

    private SelectorChannels() {}

    static SelectorChannels of(Collection<?> selectors) {
        SelectorChannels channels = new SelectorChannels();
        for (Object one : selectors) {
            if (one instanceof Selector selector) {
                channels.add(selector);
            }
        }
        return channels;
    }

    /** The JDK's set of keys is a concurrent one. */
    private void add(Selector selector) {
        try {
            for (SelectionKey key : selector.keys()) {
                if (channels.size() < MAX_KEYS && key.channel() instanceof SocketChannel channel && channel.isOpen()) {
                    channels.put(LastAckKernel.number(LastAckKernel.descriptorOf(channel)), channel);
                }
            }
        } catch (RuntimeException e) {
            // closed meanwhile, or of another make
        }
    }

    /** Null where no selector has it. */
    @Nullable
    SocketChannel at(int number) {
        return channels.get(number);
    }
}
