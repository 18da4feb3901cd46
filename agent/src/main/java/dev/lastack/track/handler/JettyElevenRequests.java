package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jetty 9.4 to 11: the request of a channel, which itself is the servlets'. */
final class JettyElevenRequests {

    static final String CHANNEL = "org.eclipse.jetty.server.HttpChannel";

    /** Of {@code _requestState}, or of {@code _async}, as it was called until 9.4.20. */
    private static final Set<String> TAKEN_OVER = Set.of("ASYNC", "COMPLETE", "EXPIRE", "EXPIRING", "STARTED");

    private static final Set<String> HANDLING = Set.of("HANDLING", "DISPATCHED");

    private JettyElevenRequests() {}

    static @Nullable Found read(Object channel, Reading reading) {
        Fields fields = reading.fields();
        Object request = fields.get(channel, "_request");
        Object metaData = fields.get(request, "_metaData");
        if (request == null || metaData == null) { // no metadata: between two requests
            return null;
        }
        Object verb = Fields.call(metaData, "getMethod");
        Found found = SpringAttributes.read(name -> Fields.call(request, "getAttribute", name), verb, reading);
        found = found == null ? ofServlet(request, verb, reading) : found;
        found = found == null ? ofHandler(channel, reading) : found;
        return found == null ? null : withProgress(found.serving(request), fields.get(channel, "_state"), fields);
    }

    private static @Nullable Found ofServlet(Object request, @Nullable Object verb, Reading reading) {
        Fields fields = reading.fields();
        Object holder = fields.get(request, "_scope"); // also while it is asynchronous
        Object servlet = fields.get(holder, "_servlet");
        if (holder == null || servlet == null) {
            return null;
        }
        String path = path(request);
        return ServletHandlers.of(
                servlet, verb, ServletPatterns.matching(patterns(holder, fields), path), path, reading);
    }

    /** The request itself has it no more once it is asynchronous. */
    private static List<Object> patterns(Object holder, Fields fields) {
        List<Object> patterns = new ArrayList<>();
        Object name = fields.get(holder, "_name");
        Object mappings = fields.get(fields.get(holder, "_servletHandler"), "_servletMappings"); // an array until 9.4
        for (Object mapping : mappings instanceof Object[] array ? List.of(array) : Fields.copy(mappings)) {
            if (name != null
                    && name.equals(fields.get(mapping, "_servletName"))
                    && fields.get(mapping, "_pathSpecs") instanceof Object[] some) {
                patterns.addAll(List.of(some));
            }
        }
        return patterns;
    }

    /** Within its context; null where not known, as before 10. */
    private static @Nullable String path(Object request) {
        Object path = Fields.call(request, "getPathInContext");
        return path == null ? null : path.toString();
    }

    /** The server's own handler, where it is the application's. */
    private static @Nullable Found ofHandler(Object channel, Reading reading) {
        Fields fields = reading.fields();
        Object server = fields.get(fields.get(channel, "_connector"), "_server");
        Object own = reading.nearest(
                fields.get(server, "_handler"),
                object -> reading.isOfApplication(object) && Reading.is(object, "org.eclipse.jetty.server.Handler"));
        return own == null ? null : Found.object(own.getClass(), List.of("handle"), null);
    }

    /** Inside the handlers the state is HANDLING, DISPATCHED until 9.4.20; it does not say by which thread. */
    private static Found withProgress(Found found, @Nullable Object state, Fields fields) {
        Object request = fields.get(state, "_requestState");
        Object async = request == null ? fields.get(state, "_async") : request;
        boolean taken = async != null && TAKEN_OVER.contains(async.toString());
        boolean handling = HANDLING.contains(String.valueOf(fields.get(state, "_state")));
        if (taken && !handling) {
            return found.startedAsync(0);
        }
        return handling ? found.inSomeThread() : found;
    }
}
