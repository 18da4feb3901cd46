package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Javalin 5 and 6: all its routes are one servlet's, and which took a request is known to the thread only. So the request
 * is matched again, by method and path, which are not shown.
 */
final class JavalinRoutes {

    private static final String LIBRARY = "io.javalin.";

    private static final String[] MATCHERS = {"io.javalin.router.matcher.PathMatcher", "io.javalin.routing.PathMatcher"
    };

    private JavalinRoutes() {}

    /** Null where it is no servlet of Javalin's, or none of its routes. */
    static @Nullable Found read(Object servlet, @Nullable Object verb, @Nullable String path, Reading reading) {
        if (verb == null || path == null || !servlet.getClass().getName().startsWith(LIBRARY)) {
            return null;
        }
        Object matcher = reading.nearest(servlet, MATCHERS);
        if (reading.fields().get(matcher, "handlerEntries") instanceof Map<?, ?> byVerb) {
            for (Map.Entry<?, ?> entries : byVerb.entrySet()) {
                if (String.valueOf(entries.getKey()).equals(verb.toString())) {
                    return first(Fields.copy(entries.getValue()), verb, path, reading);
                }
            }
        }
        return null;
    }

    private static @Nullable Found first(List<Object> entries, Object verb, String path, Reading reading) {
        Fields fields = reading.fields();
        for (Object entry : entries) {
            if (Boolean.TRUE.equals(Fields.call(entry, "matches", path))) {
                Object since6 = fields.get(entry, "endpoint");
                Object endpoint = since6 == null ? entry : since6;
                Object own = reading.nearest(fields.get(endpoint, "handler"), reading::isOfApplication);
                return own == null
                        ? null
                        : Found.object(
                                own.getClass(),
                                List.of("handle"),
                                Reading.route(verb, fields.getText(endpoint, "path")));
            }
        }
        return null;
    }
}
