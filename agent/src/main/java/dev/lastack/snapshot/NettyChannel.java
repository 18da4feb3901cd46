package dev.lastack.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Netty channel says of itself, and the code that asked it for something. Settings and handlers are as of the
 * snapshot, asked of the channel.
 *
 * @param autoRead {@code AUTO_READ}: Netty reads by itself
 * @param halfClosureAllowed {@code ALLOW_HALF_CLOSURE}: Netty leaves it to the handlers to close after end-of-stream
 * @param handlers of the pipeline, the first to see what is read first; the simple name of the class each
 * @param handlerSite where the application's own handler, the last of the pipeline, begins to handle what was read; null
 *     where the pipeline has none
 * @param readingOff who last switched reading off, null if nobody was seen to
 * @param closeAsked who first asked to close, null if nobody did
 */
public record NettyChannel(
        boolean autoRead,
        boolean halfClosureAllowed,
        List<String> handlers,
        @Nullable Site handlerSite,
        @Nullable IoEvent readingOff,
        @Nullable IoEvent closeAsked) {

    public NettyChannel {
        handlers = List.copyOf(handlers);
    }
}
