package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vert.x 3.5 to 5 on HTTP/1: the handler of the server's requests, and the route, where it is a router of vertx-web. */
final class VertxReader implements HandlerReader {

    private static final String CONNECTION = "Http1xServerConnection";

    private static final List<String> IN_PROGRESS =
            List.of("requestInProgress", "responseInProgress", "currentRequest");

    @Override
    public List<String> types() {
        return List.of("io.vertx.core.net.impl.VertxHandler");
    }

    @Override
    public @Nullable Found read(Object nettyHandler, Reading reading) {
        Object connection = reading.nearest(
                nettyHandler, object -> object.getClass().getSimpleName().equals(CONNECTION));
        Fields fields = reading.fields();
        Object request = request(connection, fields);
        if (request == null) {
            return null;
        }
        Object handler = handler(fields.get(connection, "requestHandler"), reading);
        handler = handler == null ? handler(fields.get(request, "handler"), reading) : handler;
        if (handler != null && VertxRoutes.isRouter(handler)) {
            return VertxRoutes.read(handler, request, reading);
        }
        return handler == null ? null : Found.object(handler.getClass(), List.of("handle"), null);
    }

    private static @Nullable Object request(@Nullable Object connection, Fields fields) {
        for (String name : IN_PROGRESS) {
            Object request = fields.get(connection, name);
            if (request != null) {
                return request;
            }
        }
        return null;
    }

    /** Vert.x wraps it in handlers of its own. */
    private static @Nullable Object handler(@Nullable Object registered, Reading reading) {
        return reading.nearest(
                registered,
                object -> VertxRoutes.isRouter(object)
                        || (Reading.is(object, "io.vertx.core.Handler") && reading.isOfApplication(object)));
    }
}
