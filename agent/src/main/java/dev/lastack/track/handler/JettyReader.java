package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jetty 12: the channel of the request at which a connection is, and the servlet or handler that it went to. */
final class JettyReader implements HandlerReader {

    private static final String CHANNEL = "org.eclipse.jetty.server.internal.HttpChannelState";

    @Override
    public List<String> types() {
        return List.of("org.eclipse.jetty.io.AbstractEndPoint");
    }

    @Override
    public @Nullable Found read(Object endPoint, Reading reading) {
        Fields fields = reading.fields();
        Object channel = reading.nearest(endPoint, CHANNEL);
        Object request = fields.get(channel, "_request");
        if (request == null) {
            return null;
        }
        Object verb = Fields.call(fields.get(request, "_metaData"), "getMethod");
        Found servlet = ofServlet(request, verb, reading);
        return servlet == null
                ? ofHandler(fields.get(fields.get(channel, "_connectionMetaData"), "_connector"), reading)
                : servlet;
    }

    private static @Nullable Found ofServlet(Object request, @Nullable Object verb, Reading reading) {
        Fields fields = reading.fields();
        Object servletRequest = reading.nearest(request, object -> isServletRequest(object));
        Object mapped = fields.get(fields.get(servletRequest, "_matchedResource"), "_resource");
        Object servlet = fields.get(fields.get(mapped, "_servletHolder"), "_servlet");
        if (servlet == null) {
            return null;
        }
        Object pattern = Fields.call(fields.get(mapped, "_pathSpec"), "getDeclaration");
        return Found.object(
                servlet.getClass(),
                ServletPatterns.methods(verb),
                Reading.route(verb, pattern == null ? null : pattern.toString()));
    }

    private static boolean isServletRequest(Object object) {
        return object.getClass().getName().endsWith(".ServletContextRequest");
    }

    /** The server's own handler, where it is the application's. */
    private static @Nullable Found ofHandler(@Nullable Object connector, Reading reading) {
        Object own = reading.nearest(
                reading.fields().get(reading.fields().get(connector, "_server"), "_handler"),
                object -> reading.isOfApplication(object) && Reading.is(object, "org.eclipse.jetty.server.Handler"));
        return own == null ? null : Found.object(own.getClass(), List.of("handle"), null);
    }
}
