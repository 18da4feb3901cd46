package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jetty 9.4 to 11: the request of a channel, which itself is the servlets'. */
final class JettyElevenRequests {

    static final String CHANNEL = "org.eclipse.jetty.server.HttpChannel";

    private static final Set<String> TAKEN_OVER = Set.of("ASYNC", "COMPLETE", "EXPIRE", "EXPIRING", "STARTED");

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
        found = found == null ? ofServlet(request, verb, fields) : found;
        found = found == null ? ofHandler(channel, reading) : found;
        return found == null ? null : withProgress(found, fields.get(channel, "_state"), fields);
    }

    private static @Nullable Found ofServlet(Object request, @Nullable Object verb, Fields fields) {
        Object holder = fields.get(request, "_scope"); // also while it is asynchronous
        Object servlet = fields.get(holder, "_servlet");
        if (servlet == null) {
            return null;
        }
        Object pattern = Fields.call(fields.get(request, "_servletPathMapping"), "getPattern"); // since 10
        return Found.object(
                servlet.getClass(),
                ServletPatterns.methods(verb),
                Reading.route(verb, pattern == null ? null : pattern.toString()));
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

    /** Inside the handlers the state is HANDLING; it does not say by which thread. */
    private static Found withProgress(Found found, @Nullable Object state, Fields fields) {
        Object async = fields.get(state, "_async"); // 9.4 and 10, 11 alike
        boolean taken = async != null && TAKEN_OVER.contains(async.toString());
        boolean handling = "HANDLING".equals(String.valueOf(fields.get(state, "_state")));
        if (taken && !handling) {
            return found.startedAsync(0);
        }
        return handling ? found.inSomeThread() : found;
    }
}
