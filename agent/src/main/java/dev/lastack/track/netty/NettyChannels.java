package dev.lastack.track.netty;

import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.NettyChannel;
import dev.lastack.snapshot.Stack;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.GeneratedNames;
import dev.lastack.track.stack.RawStack;
import java.net.LastAckNettyChannels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks Netty's channels about themselves, for a snapshot. Never on the hot path: this calls Netty. */
public final class NettyChannels {

    private final FrameNormaliser normaliser;
    private final HandlerSites handlerSites;

    public NettyChannels(FrameNormaliser normaliser) {
        this.normaliser = normaliser;
        this.handlerSites = new HandlerSites(normaliser.applicationCode());
    }

    /** Null where it is no Netty channel's, or the channel has no answer. */
    public @Nullable NettyChannel of(Connection c, Clock clock) {
        NettyCaptures captures = c.netty();
        Object channel = captures == null ? null : captures.channel.get();
        LastAckNettyChannels access = LastAckNettyChannels.of(channel);
        if (captures == null || channel == null || access == null) {
            return null;
        }
        try {
            Map<?, ?> handlers = access.handlers(channel);
            boolean autoRead = access.autoRead(channel);
            return new NettyChannel(
                    autoRead,
                    access.halfClosureAllowed(channel),
                    names(handlers),
                    handlerSites.of(handlers.values()),
                    autoRead
                            ? null
                            : use(clock, captures.readingOffStack, captures.readingOffThread, captures.readingOffNanos),
                    use(clock, captures.closeStack, captures.closeThread, captures.closeAskedNanos));
        } catch (Throwable e) {
            // Netty's, or a subclass's of the application: a report without it is better than none
            return null;
        }
    }

    private static List<String> names(Map<?, ?> handlers) {
        List<String> names = new ArrayList<>(handlers.size());
        for (Object handler : handlers.values()) {
            String name = handler.getClass().getName();
            names.add(GeneratedNames.strip(name.substring(name.lastIndexOf('.') + 1)));
        }
        return names;
    }

    private @Nullable IoEvent use(Clock clock, @Nullable RawStack entry, @Nullable String thread, long at) {
        if (at == 0) {
            return null;
        }
        Stack stack = entry == null ? Stack.EMPTY : entry.stack(normaliser).stack;
        return new IoEvent(stack, thread == null ? "" : thread, clock.at(at), entry != null);
    }
}
