package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import dev.lastack.track.thread.PlatformThreads;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's asynchronous channels, 17 to 26: those of each group, which its threads know by the thread-local of {@code
 * sun.nio.ch.Invoker}. Between two reads such a channel knows nobody; who accepts does, and always waits for the next.
 */
final class AsynchronousChannels {

    private static final String OF_THREAD = "sun.nio.ch.Invoker$GroupAndInvokeCount";

    /** Far more than a report judges. */
    private static final int MAX_CHANNELS = 200_000;

    /** By the descriptor's number. */
    private final Map<Integer, AsynchronousSocketChannel> channels = new HashMap<>();

    private final List<Object> acceptHandlers = new ArrayList<>();

    private AsynchronousChannels() {}

    static AsynchronousChannels now(Fields fields) {
        Set<Object> groups = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread thread : PlatformThreads.all()) {
            Object group = group(thread, fields);
            if (group != null) {
                groups.add(group);
            }
        }
        AsynchronousChannels now = new AsynchronousChannels();
        groups.forEach(group -> now.add(group, fields));
        return now;
    }

    private static @Nullable Object group(Thread thread, Fields fields) {
        if (fields.get(fields.get(thread, "threadLocals"), "table") instanceof Object[] entries) {
            for (Object entry : entries) {
                Object value = entry == null ? null : fields.get(entry, "value");
                if (value != null && value.getClass().getName().equals(OF_THREAD)) {
                    return fields.get(value, "group");
                }
            }
        }
        return null;
    }

    private void add(Object group, Fields fields) {
        if (!(fields.get(group, "fdToChannel") instanceof Map<?, ?> all)) {
            return;
        }
        for (Object channel : Fields.copy(all.values())) {
            if (channel instanceof AsynchronousServerSocketChannel) {
                Object handler = fields.get(channel, "acceptHandler");
                if (handler != null) {
                    acceptHandlers.add(handler);
                }
            } else if (channel instanceof AsynchronousSocketChannel connected && channels.size() < MAX_CHANNELS) {
                int number = (int) fields.getLong(channel, "fdVal", -1);
                channels.put(number, connected);
            }
        }
    }

    /** Null where no group has it. */
    @Nullable
    AsynchronousSocketChannel at(int number) {
        return channels.get(number);
    }

    /** Whom the next connections of all listeners will be given to. */
    List<Object> acceptHandlers() {
        return acceptHandlers;
    }
}
