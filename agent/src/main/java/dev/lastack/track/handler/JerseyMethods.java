package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jersey 2 to 4, in any container: the routing of the request that an asynchronous responder waits to answer. */
final class JerseyMethods {

    private static final String ROUTING = "org.glassfish.jersey.server.internal.routing.UriRoutingContext";

    private JerseyMethods() {}

    /**
     * Null where there is no Jersey.
     *
     * @param held by the container for the request: what waits for its answer
     */
    static @Nullable Found read(@Nullable Object held, @Nullable Object verb, Reading reading) {
        Object routing = reading.nearest(held, ROUTING);
        Fields fields = reading.fields();
        Object endpoint = fields.get(routing, "endpoint");
        Object invocable = fields.get(fields.get(endpoint, "method"), "data");
        Object called = fields.get(
                fields.get(invocable == null ? fields.get(endpoint, "method") : invocable, "invocable"),
                "handlingMethod");
        if (!(called instanceof Method method)) {
            return null;
        }
        return Found.method(method.getDeclaringClass(), method, Reading.route(verb, pattern(routing, fields)));
    }

    /** The templates that matched, the innermost first. */
    private static String pattern(@Nullable Object routing, Fields fields) {
        List<String> parts = new ArrayList<>();
        for (Object template : fields.elements(routing, "templates")) {
            String part = fields.getText(template, "template");
            if (part != null && !part.isEmpty() && !part.equals("/")) {
                parts.add(0, part.startsWith("/") ? part : "/" + part);
            }
        }
        return String.join("", parts);
    }
}
