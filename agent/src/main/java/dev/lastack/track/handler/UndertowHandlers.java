package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes the way that a request takes through Undertow's own handlers, to the application's. */
final class UndertowHandlers {

    private static final String HANDLER = "io.undertow.server.HttpHandler";
    private static final String BY_PREFIX = "io.undertow.server.handlers.PathHandler";
    private static final String BY_TEMPLATE = "io.undertow.server.handlers.PathTemplateHandler";
    private static final String ROUTING = "io.undertow.server.RoutingHandler";

    /** Handlers around handlers. */
    private static final int MAX_DEPTH = 24;

    private final Object exchange;
    private final @Nullable Object verb;
    private final Reading reading;
    private final Fields fields;

    /** Of the request; matched, and never shown. */
    private String path;

    private String route = "";

    private UndertowHandlers(Object exchange, String path, Reading reading) {
        this.exchange = exchange;
        this.reading = reading;
        this.fields = reading.fields();
        this.path = path;
        this.verb = fields.get(exchange, "requestMethod");
    }

    static @Nullable Found read(Object exchange, @Nullable Object connection, Reading reading) {
        String path = reading.fields().getText(exchange, "requestPath");
        Object root = reading.fields().get(connection, "rootHandler");
        return path == null ? null : new UndertowHandlers(exchange, path, reading).follow(root);
    }

    private @Nullable Found follow(@Nullable Object root) {
        Object handler = root;
        for (int depth = 0; handler != null && depth < MAX_DEPTH; depth++) {
            if (reading.isOfApplication(handler)) {
                return Found.object(
                        handler.getClass(),
                        List.of("handleRequest"),
                        Reading.route(route.isEmpty() ? null : verb, route));
            }
            handler = next(handler);
        }
        return null;
    }

    private @Nullable Object next(Object handler) {
        if (Reading.is(handler, BY_PREFIX)) {
            return ofPrefix(Fields.call(fields.get(handler, "pathMatcher"), "match", path));
        }
        if (Reading.is(handler, BY_TEMPLATE)) {
            return ofTemplate(match(fields.get(handler, "pathTemplateMatcher")), handler);
        }
        if (Reading.is(handler, ROUTING)) {
            Object byVerb = fields.get(handler, "matches") instanceof Map<?, ?> matches ? matches.get(verb) : null;
            Object match = match(byVerb);
            match = match == null ? match(fields.get(handler, "allMethodsMatcher")) : match;
            return fields.get(ofTemplate(match, handler), "defaultHandler");
        }
        return wrapped(handler);
    }

    private @Nullable Object match(@Nullable Object matcher) {
        return Fields.call(matcher, "match", path);
    }

    private @Nullable Object ofPrefix(@Nullable Object match) {
        if (Fields.call(match, "getMatched") instanceof String matched) {
            route += matched;
        }
        if (Fields.call(match, "getRemaining") instanceof String remaining) {
            path = remaining;
        }
        return Fields.call(match, "getValue");
    }

    private @Nullable Object ofTemplate(@Nullable Object match, Object handler) {
        if (match == null) {
            return Reading.is(handler, ROUTING) ? null : fields.get(handler, "next");
        }
        if (Fields.call(match, "getMatchedTemplate") instanceof String template) {
            route += template.startsWith("/") ? template : "/" + template;
        }
        return Fields.call(match, "getValue");
    }

    /** Of a handler that is around another. The exchange knows none of it. */
    private @Nullable Object wrapped(Object handler) {
        return reading.nearest(
                handler, near -> near != handler && near != exchange && Reading.is(near, HANDLER) && leadsOn(near));
    }

    private boolean leadsOn(Object handler) {
        return reading.isOfApplication(handler) || Reading.is(handler, BY_PREFIX, BY_TEMPLATE, ROUTING);
    }
}
