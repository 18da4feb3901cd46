package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * vertx-web 3.5 to 5: which route of a router took a request. The context of a request is not to be found from its
 * connection, so the request is matched again, by method and path, which are not shown.
 */
final class VertxRoutes {

    private static final String ROUTER = "io.vertx.ext.web.impl.RouterImpl";

    private VertxRoutes() {}

    static boolean isRouter(Object object) {
        return object.getClass().getName().equals(ROUTER);
    }

    /**
     * The first route that matches, has a path of its own, and a handler of the application. Those for all paths come
     * before it to look at each request and pass it on.
     */
    static @Nullable Found read(Object router, Object request, Reading reading) {
        Fields fields = reading.fields();
        Object verb = Fields.call(request, "method");
        Object path = Fields.call(request, "path");
        Object forAll = null;
        for (Object route : routes(router, fields)) {
            Object state = state(route, fields);
            boolean own =
                    path != null && matches(state, path.toString(), verb, fields) && handler(state, reading) != null;
            if (own && hasPath(state, fields)) {
                return found(state, verb, reading);
            }
            forAll = own ? state : forAll;
        }
        return forAll == null ? null : found(forAll, verb, reading);
    }

    private static @Nullable Found found(Object state, @Nullable Object verb, Reading reading) {
        Object handler = handler(state, reading);
        return handler == null
                ? null
                : Found.object(
                        handler.getClass(), List.of("handle"), Reading.route(verb, pattern(state, reading.fields())));
    }

    private static List<Object> routes(Object router, Fields fields) {
        Object state = fields.get(router, "state");
        return fields.elements(state == null ? router : state, "routes");
    }

    /** Since 3.9 apart from the route. */
    private static Object state(Object route, Fields fields) {
        Object state = fields.get(route, "state");
        return state == null ? route : state;
    }

    private static boolean hasPath(Object state, Fields fields) {
        return fields.get(state, "path") != null || fields.get(state, "pattern") != null;
    }

    private static boolean matches(Object state, String path, @Nullable Object verb, Fields fields) {
        List<Object> verbs = fields.elements(state, "methods");
        if (!verbs.isEmpty() && !verbs.contains(verb)) {
            return false;
        }
        if (fields.get(state, "pattern") instanceof Pattern pattern) {
            return pattern.matcher(path).matches();
        }
        String wanted = fields.getText(state, "path");
        if (wanted == null) {
            return true;
        }
        boolean exact = Boolean.TRUE.equals(fields.get(state, "exactPath"));
        String own = wanted.endsWith("/") && wanted.length() > 1 ? wanted.substring(0, wanted.length() - 1) : wanted;
        return path.equals(own) || path.equals(own + "/") || (!exact && path.startsWith(own));
    }

    /** The application's last of the route; null where it has none. */
    private static @Nullable Object handler(Object state, Reading reading) {
        Object own = null;
        for (Object handler : reading.fields().elements(state, "contextHandlers")) {
            own = reading.isOfApplication(handler) ? handler : own;
        }
        return own;
    }

    /** As it was written; where only the expression that was made of it is left, with its groups by name again. */
    private static @Nullable String pattern(Object state, Fields fields) {
        String path = fields.getText(state, "path");
        if (path != null || !(fields.get(state, "pattern") instanceof Pattern pattern)) {
            return path;
        }
        String text = pattern.pattern().replace("\\Q", "").replace("\\E", "");
        List<Object> groups = fields.elements(state, "groups");
        for (int i = 0; i < groups.size(); i++) {
            text = text.replaceFirst("\\(\\?<p?" + i + ">\\[\\^/]\\+\\)", ":" + groups.get(i))
                    .replaceFirst(
                            "\\(\\?<" + Pattern.quote(groups.get(i).toString()) + ">\\[\\^/]\\+\\)",
                            ":" + groups.get(i));
        }
        return text;
    }
}
