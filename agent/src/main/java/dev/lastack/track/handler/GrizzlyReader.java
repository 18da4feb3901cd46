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

    private static @Nullable Found ofHandler(Object request, @Nullable Object verb, Fields fields, Reading reading) {
        Object mapping = fields.get(request, "cachedMappingData");
        Object handler = fields.get(mapping, "wrapper");
        Object own = reading.nearest(handler, reading::isOfApplication);
        return own == null ? null : Found.object(own.getClass(), List.of("service"), Reading.route(verb, null));
    }
}
