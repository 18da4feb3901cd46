package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import dev.lastack.track.objects.ObjectSearch;
import dev.lastack.track.thread.PlatformThreads;
import java.net.LastAckNettyChannels;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channels of Netty's native transports, by the number of their descriptor: of those from before the agent nothing
 * else is known. Found by the threads of event loops, each of which knows its channels.
 */
final class NativeNettyChannels {

    private static final String THREAD = "io.netty.util.concurrent.FastThreadLocalThread";

    /** 4.1: the loop itself; 4.2: what does its input and output. */
    private static final String[] LOOPS = {
        "io.netty.channel.epoll.EpollEventLoop",
        "io.netty.channel.epoll.EpollIoHandler",
        "io.netty.channel.kqueue.KQueueEventLoop",
        "io.netty.channel.kqueue.KQueueIoHandler"
    };

    private static final String[] MAPS = {"channels", "registrations"};

    private static final int MAX_STEPS = 8;
    private static final int MAX_OBJECTS = 300;

    private final Map<Integer, Object> channels = new HashMap<>();

    private NativeNettyChannels() {}

    static NativeNettyChannels now(Fields fields) {
        NativeNettyChannels now = new NativeNettyChannels();
        ObjectSearch search = new ObjectSearch(fields, MAX_STEPS, MAX_OBJECTS);
        for (Thread thread : PlatformThreads.all()) {
            if (Reading.is(thread, THREAD)) {
                Object task = ThreadTasks.of(thread, fields);
                now.add(search.nearest(task, object -> Reading.is(object, LOOPS), object -> false), fields);
            }
        }
        return now;
    }

    private void add(@Nullable Object loop, Fields fields) {
        for (String map : MAPS) {
            if (fields.get(fields.get(loop, map), "values") instanceof Object[] values) {
                for (Object value : values) {
                    add(value, fields.get(fields.get(value, "handle"), "this$0"));
                }
            }
        }
    }

    private void add(@Nullable Object value, @Nullable Object ofRegistration) {
        Object channel = ofRegistration == null ? value : ofRegistration;
        LastAckNettyChannels access = LastAckNettyChannels.of(channel);
        try {
            if (channel != null && access != null && !access.onJdkChannels()) {
                channels.put(access.number(channel), channel);
            }
        } catch (Throwable e) {
            // Netty's, or a subclass's of the application
        }
    }

    /** Null where no loop has it. */
    @Nullable
    Object at(int number) {
        return channels.get(number);
    }
}
