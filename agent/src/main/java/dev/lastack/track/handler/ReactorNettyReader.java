package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * reactor-netty 1.0 and later, and WebFlux above it: the operation under way at a channel is subscribed to the answer,
 * and the chain of subscribers leads to Spring's exchange or to the application's function.
 */
final class ReactorNettyReader implements HandlerReader {

    private static final String OPERATIONS = "reactor.netty.http.server.HttpServerOperations";

    @Override
    public List<String> types() {
        return List.of("io.netty.channel.AbstractChannel");
    }

    @Override
    public @Nullable Found read(Object channel, Reading reading) {
        Fields fields = reading.fields();
        Object operations = reading.nearestElement(fields.get(channel, "attributes"), OPERATIONS);
        if (operations == null) {
            return null;
        }
        Object subscribed = fields.get(operations, "outboundSubscription");
        Object verb = Fields.call(fields.get(operations, "nettyRequest"), "method");
        Object exchange = reading.nearest(
                subscribed,
                object -> Reading.is(object, "org.springframework.web.server.adapter.DefaultServerWebExchange"));
        if (exchange != null) {
            return SpringAttributes.read(fields.get(exchange, "attributes"), verb, reading);
        }
        Object own = reading.nearest(subscribed, reading::isHandlerOfApplication);
        return own == null ? null : Found.object(own.getClass(), Handlers.METHODS, null);
    }
}
