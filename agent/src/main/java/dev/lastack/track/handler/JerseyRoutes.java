package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jersey 2.26 to 4, of which its container knows no more than that it is Jersey: the request is matched again, by method
 * and path, which are not shown. Where only its media types tell two methods apart, neither is named.
 */
final class JerseyRoutes {

    private static final String LIBRARY = "org.glassfish.jersey.";

    private static final String ROUTER = "org.glassfish.jersey.server.internal.routing.PathMatchingRouter";

    private final Object verb;
    private final String prefix;
    private final Fields fields;

    private JerseyRoutes(Object verb, String prefix, Fields fields) {
        this.verb = verb;
        this.prefix = prefix;
        this.fields = fields;
    }

    /**
     * Null where it is not Jersey's, or none of its resources.
     *
     * @param container the servlet, or what another server has in place of one
     * @param prefix of its own pattern
     * @param path what follows
     */
    static @Nullable Found read(
            Object container, @Nullable Object verb, String prefix, @Nullable String path, Reading reading) {
        if (verb == null || path == null || !container.getClass().getName().startsWith(LIBRARY)) {
            return null;
        }
        Object root = reading.nearest(container, ROUTER);
        return root == null ? null : new JerseyRoutes(verb, prefix, reading.fields()).follow(List.of(root), path);
    }

    private @Nullable Found follow(List<Object> routers, String path) {
        for (Object router : routers) {
            Found found = fields.get(router, "consumesProducesAcceptors") instanceof Map<?, ?> byVerb
                    ? method(byVerb.get(verb.toString()), path)
                    : route(fields.elements(router, "acceptedRoutes"), path);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Found route(List<Object> routes, String path) {
        for (Object route : routes) {
            if (fields.get(fields.get(route, "routingPattern"), "regexPattern") instanceof Pattern pattern) {
                Matcher matcher = pattern.matcher(path);
                if (matcher.matches()) { // its last group is what the next step gets
                    String rest = matcher.groupCount() == 0 ? null : matcher.group(matcher.groupCount());
                    Found found = follow(fields.elements(route, "routers"), rest == null ? "" : rest);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private @Nullable Found method(@Nullable Object acceptors, String rest) {
        Map<Method, String> methods = new LinkedHashMap<>();
        for (Object acceptor : Fields.copy(acceptors)) {
            Object routing = fields.get(acceptor, "methodRouting");
            Object invocable = fields.get(fields.get(fields.get(routing, "method"), "data"), "invocable");
            if (fields.get(invocable, "handlingMethod") instanceof Method method) {
                methods.put(method, template(fields.elements(routing, "routers")));
            }
        }
        if (methods.size() != 1 || !(rest.isEmpty() || rest.equals("/"))) {
            return null;
        }
        Map.Entry<Method, String> only = methods.entrySet().iterator().next();
        Method method = only.getKey();
        return Found.method(method.getDeclaringClass(), method, Reading.route(verb, prefix + only.getValue()));
    }

    /** Of the resource, and of its method. */
    private String template(List<Object> routers) {
        StringBuilder template = new StringBuilder();
        for (Object router : routers) {
            for (String of : List.of("resourceTemplate", "methodTemplate")) {
                String part = fields.getText(fields.get(router, of), "template");
                if (part != null && !part.isEmpty() && !part.equals("/")) {
                    template.append(part.startsWith("/") ? "" : "/").append(part);
                }
            }
        }
        return template.toString();
    }
}
