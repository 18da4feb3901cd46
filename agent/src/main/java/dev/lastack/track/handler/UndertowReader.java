package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Undertow 1.4 to 2.3 on XNIO, with servlets and without: the exchange that its connection is at. */
final class UndertowReader implements HandlerReader {

    private static final String HTTP_2 = "io.undertow.protocols.http2.Http2Channel";

    /** {@code HttpServerExchange.FLAG_IN_CALL}: its I/O thread or a worker is inside the handlers. */
    private static final long IN_CALL = 1 << 17;

    @Override
    public List<String> types() {
        return List.of("org.xnio.nio.NioHandle");
    }

    @Override
    public @Nullable Found read(Object handle, Reading reading) {
        Object connection = reading.nearest(handle, "io.undertow.server.AbstractServerConnection");
        Object exchange = reading.fields().get(connection, "current");
        if (exchange != null) {
            return ofExchange(exchange, connection, reading);
        }
        Object upgraded = reading.nearest(handle, HTTP_2, WebSockets.UNDERTOW);
        return upgraded == null
                ? null
                : Reading.is(upgraded, HTTP_2)
                        ? ofStreams(upgraded, reading)
                        : WebSockets.ofUndertow(upgraded, reading);
    }

    /** HTTP/2. What listens for a stream's end has its exchange. */
    private static @Nullable Found ofStreams(Object channel, Reading reading) {
        return reading.firstOf(channel, "currentStreams", stream -> {
            Object exchange = reading.nearest(stream, "io.undertow.server.HttpServerExchange");
            Object connection = reading.fields().get(exchange, "connection");
            return exchange == null ? null : ofExchange(exchange, connection, reading);
        });
    }

    private static @Nullable Found ofExchange(Object exchange, @Nullable Object connection, Reading reading) {
        Found servlet = ofServlet(exchange, reading);
        Found found = servlet == null ? UndertowHandlers.read(exchange, connection, reading) : servlet;
        boolean inCall = (reading.fields().getLong(exchange, "state", 0) & IN_CALL) != 0;
        return found != null && inCall ? found.inSomeThread() : found;
    }

    private static @Nullable Found ofServlet(Object exchange, Reading reading) {
        Fields fields = reading.fields();
        Object context = attachment(exchange, "io.undertow.servlet.handlers.ServletRequestContext", fields);
        if (context == null) {
            return null;
        }
        Object verb = fields.get(exchange, "requestMethod");
        Object request = fields.get(context, "originalRequest");
        Object attributes = fields.get(request, "attributes");
        Object async = fields.get(request, "asyncContext");
        Found found = SpringAttributes.read(attributes, verb, reading);
        found = found == null ? JerseyMethods.read(async, verb, reading) : found;
        found = found == null ? ofChain(context, verb, fields.getText(exchange, "relativePath"), reading) : found;
        boolean started = Boolean.TRUE.equals(fields.get(request, "asyncStarted"));
        if (found == null || request == null) {
            return found;
        }
        Found serving = found.serving(request);
        return started ? serving.startedAsync(0) : serving;
    }

    /** @param path within the servlet's context */
    private static @Nullable Found ofChain(
            Object context, @Nullable Object verb, @Nullable String path, Reading reading) {
        Fields fields = reading.fields();
        Object chain = fields.get(context, "currentServlet");
        chain = chain == null ? fields.get(fields.get(context, "originalServletPathMatch"), "servletChain") : chain;
        Object managed = fields.get(chain, "managedServlet");
        Object servlet = fields.get(fields.get(managed, "instanceStrategy"), "instance");
        String pattern = fields.getText(chain, "pattern");
        if (servlet != null) {
            return ServletHandlers.of(servlet, verb, pattern, path, reading);
        }
        return fields.get(fields.get(managed, "servletInfo"), "servletClass") instanceof Class<?> type
                ? Found.object(type, ServletPatterns.methods(verb), Reading.route(verb, pattern))
                : null;
    }

    static @Nullable Object attachment(Object exchange, String typeName, Fields fields) {
        if (fields.get(exchange, "attachments") instanceof Map<?, ?> attachments) {
            for (Object value : Fields.copy(attachments.values())) {
                if (Reading.is(value, typeName)) {
                    return value;
                }
            }
        }
        return null;
    }
}
