package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grizzly 2.3 to 5: the request in progress hangs on its connection, and Jersey's answer on that. */
final class GrizzlyReader implements HandlerReader {

    @Override
    public List<String> types() {
        return List.of("org.glassfish.grizzly.nio.NIOConnection");
    }

    @Override
    public @Nullable Found read(Object connection, Reading reading) {
        Object request = reading.nearest(connection, "org.glassfish.grizzly.http.server.Request");
        if (request == null) {
            return null;
        }
        Fields fields = reading.fields();
        Object verb = Fields.call(request, "getMethod");
        Found jersey = JerseyMethods.read(request, verb == null ? null : verb.toString(), reading);
        return jersey == null ? ofHandler(request, verb, fields, reading) : jersey.startedAsync(0);
    }

    /** Where there is one handler for all, nothing is mapped. */
    private static @Nullable Object ofRoot(Object request, Fields fields) {
        Object chain = fields.get(fields.get(request, "httpServerFilter"), "httpHandler");
        return fields.get(fields.get(chain, "rootHttpHandler"), "httpHandler");
    }

    /** A thread is inside it, on another pool than that which reads. */
    private static @Nullable Found ofJersey(
            Object request, @Nullable Object container, @Nullable Object verb, Reading reading) {
        Object uri = Fields.call(request, "getRequestURI");
        Object context = Fields.call(request, "getContextPath");
        if (container == null || uri == null) {
            return null;
        }
        String path = uri.toString();
        String prefix = context != null && path.startsWith(context.toString()) ? context.toString() : "";
        Found found = JerseyRoutes.read(
                container, verb == null ? null : verb.toString(), prefix, path.substring(prefix.length()), reading);
        return found == null ? null : found.inSomeThread();
    }

    private static @Nullable Found ofHandler(Object request, @Nullable Object verb, Fields fields, Reading reading) {
        Object mapping = fields.get(request, "cachedMappingData");
        Object mapped = fields.get(mapping, "wrapper");
        Object handler = mapped == null ? ofRoot(request, fields) : mapped;
        Found jersey = ofJersey(request, handler, verb, reading);
        if (jersey != null) {
            return jersey;
        }
        Object own = reading.nearest(handler, reading::isOfApplication);
        return own == null ? null : Found.object(own.getClass(), List.of("service"), Reading.route(verb, null));
    }
}
