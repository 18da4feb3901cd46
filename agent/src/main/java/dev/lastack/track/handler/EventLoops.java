package dev.lastack.track.handler;

import dev.lastack.track.handler.HandlerStates.Loop;
import dev.lastack.track.objects.Fields;
import java.net.LastAckNettyChannels;
import java.nio.channels.Selector;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckReaders;
import sun.nio.ch.LastAckSelectors;

/** The threads that would read a connection, of Netty and of whoever selects by itself. */
final class EventLoops {

    /** Of Linux: {@code uapi/linux/eventpoll.h}. */
    private static final int EPOLLIN = 1;

    private final Fields fields;
    /** A search through threads, where it is needed. */
    private final Supplier<ThreadSelectors> selectors;

    EventLoops(Fields fields, Supplier<ThreadSelectors> selectors) {
        this.fields = fields;
        this.selectors = selectors;
    }

    /**
     * Null where that is not known.
     *
     * @param owner a channel of the JDK, or of Netty
     * @param netty the channel of Netty that it is, or that hangs on its keys; null where there is none
     */
    @Nullable
    Loop of(@Nullable Object owner, @Nullable Object netty) {
        if (netty == null) {
            return ofSelectors(owner);
        }
        return fields.get(fields.get(netty, "eventLoop"), "thread") instanceof Thread thread
                ? new Loop(thread, isToRead(netty))
                : null;
    }

    private @Nullable Loop ofSelectors(@Nullable Object channel) {
        for (Selector selector : LastAckReaders.reading(channel)) {
            Thread thread = selectors.get().loopOf(selector, LastAckSelectors.attachments(channel));
            if (thread != null) {
                return new Loop(thread, true);
            }
        }
        return null;
    }

    /** What the transport waits for, and not AUTO_READ: reactor-netty asks for each read by itself. */
    private boolean isToRead(Object netty) {
        LastAckNettyChannels access = LastAckNettyChannels.of(netty);
        if (access != null && access.onJdkChannels()) {
            return !LastAckReaders.reading(fields.get(netty, "ch")).isEmpty();
        }
        Object ops = fields.get(netty, "ops"); // since 4.2
        long flags = ops == null ? fields.getLong(netty, "flags", 0) : fields.getLong(ops, "value", 0);
        return (flags & EPOLLIN) != 0;
    }
}
