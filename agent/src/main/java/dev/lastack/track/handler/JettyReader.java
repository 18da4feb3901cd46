package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 9.4 to 12, with servlets and without: the channel of the request at which a connection is. By HTTP/2 it always
 * has a thread that sees the client leave, so there is nothing to be asked.
 */
final class JettyReader implements HandlerReader {

    private static final String CHANNEL = "org.eclipse.jetty.server.internal.HttpChannelState";

    /** What a connection may be at. */
    private static final String[] ANY = Stream.concat(
                    Stream.of(CHANNEL, JettyElevenRequests.CHANNEL), Stream.of(WebSockets.JETTY))
            .toArray(String[]::new);

    /** What keeps it from one request to the next of its connection. */
    private static final String SERVLET_CHANNEL = ".ServletChannel";

    @Override
    public List<String> types() {
        return List.of("org.eclipse.jetty.io.AbstractEndPoint");
    }

    @Override
    public @Nullable Found read(Object endPoint, Reading reading) {
        Object found = reading.nearest(endPoint, ANY);
        if (found == null) {
            return null;
        }
        if (Reading.is(found, WebSockets.JETTY)) { // of 12 a subclass
            return WebSockets.ofJetty(found, reading);
        }
        return Reading.is(found, CHANNEL) ? ofChannel(found, reading) : JettyElevenRequests.read(found, reading);
    }

    private static @Nullable Found ofChannel(Object channel, Reading reading) {
        Fields fields = reading.fields();
        Object request = fields.get(channel, "_request");
        if (request == null) {
            return null;
        }
        Object verb = Fields.call(fields.get(request, "_metaData"), "getMethod");
        Object servlets = servletChannel(fields.get(channel, "_cache"));
        Object servletRequest = fields.get(servlets, "_servletContextRequest");
        Found found = servletRequest == null
                ? ofHandler(channel, reading)
                : ofServlet(servlets, servletRequest, verb, reading);
        Object thread = fields.get(channel, "_handling");
        return found != null && !found.async() && thread instanceof Thread handling
                ? found.inThread(handling.getName())
                : found;
    }

    private static @Nullable Object servletChannel(@Nullable Object cache) {
        if (Fields.call(cache, "getAttributeNameSet") instanceof Set<?> names) {
            for (Object name : Fields.copy(names)) {
                if (name.toString().endsWith(SERVLET_CHANNEL)) {
                    return Fields.call(cache, "getAttribute", name.toString());
                }
            }
        }
        return null;
    }

    private static @Nullable Found ofServlet(
            @Nullable Object servlets, Object request, @Nullable Object verb, Reading reading) {
        Fields fields = reading.fields();
        Found found = SpringAttributes.read(name -> Fields.call(request, "getAttribute", name), verb, reading);
        found = found == null ? ofMapping(request, verb, reading) : found;
        Object state = fields.get(fields.get(servlets, "_state"), "_requestState");
        boolean async = state != null && state.toString().equals("ASYNC");
        Found serving = found == null ? null : found.serving(request);
        return serving != null && async ? serving.startedAsync(0) : serving;
    }

    private static @Nullable Found ofMapping(Object request, @Nullable Object verb, Reading reading) {
        Fields fields = reading.fields();
        Object mapped = fields.get(fields.get(request, "_matchedResource"), "resource");
        Object servlet = fields.get(fields.get(mapped, "_servletHolder"), "_servlet");
        Object pattern = Fields.call(fields.get(mapped, "_pathSpec"), "getDeclaration");
        return servlet == null
                ? null
                : ServletHandlers.of(
                        servlet,
                        verb,
                        pattern == null ? null : pattern.toString(),
                        fields.getText(request, "_decodedPathInContext"),
                        reading);
    }

    /** The server's own handler, where it is the application's. */
    private static @Nullable Found ofHandler(@Nullable Object channel, Reading reading) {
        Fields fields = reading.fields();
        Object connector = fields.get(fields.get(channel, "_connectionMetaData"), "_connector");
        Object own = reading.nearest(
                fields.get(fields.get(connector, "_server"), "_handler"),
                object -> reading.isOfApplication(object) && Reading.is(object, "org.eclipse.jetty.server.Handler"));
        return own == null ? null : Found.object(own.getClass(), List.of("handle"), null);
    }
}
