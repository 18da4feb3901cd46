package dev.lastack.track.handler;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Spring MVC and WebFlux, and RESTEasy, note in the attributes of a request: the method that they chose. */
final class SpringAttributes {

    private static final List<String> MAPPINGS = List.of(
            "org.springframework.web.servlet.HandlerMapping.",
            "org.springframework.web.reactive.HandlerMapping.",
            "org.springframework.web.reactive.function.server.RouterFunctions.");

    private static final String RESTEASY = "org.jboss.resteasy.core.ResourceMethodInvoker";

    private SpringAttributes() {}

    /**
     * Null where neither has chosen one.
     *
     * @param attributes of the request, by name
     * @param verb null where not known
     */
    static @Nullable Found read(@Nullable Object attributes, @Nullable Object verb, Reading reading) {
        return attributes instanceof Map<?, ?> map ? read(map::get, verb, reading) : null;
    }

    /** The same where they are not to be had as a map. */
    static @Nullable Found read(Function<String, @Nullable Object> attributes, @Nullable Object verb, Reading reading) {
        for (String mapping : MAPPINGS) {
            Object handler = attributes.apply(mapping + "bestMatchingHandler");
            if (handler != null) {
                return ofHandler(
                        handler,
                        Reading.route(verb, pattern(attributes.apply(mapping + "bestMatchingPattern"), reading)),
                        reading);
            }
        }
        Object invoker = attributes.apply(RESTEASY);
        return invoker == null ? null : ResteasyMethods.read(invoker, verb, reading);
    }

    private static Found ofHandler(Object handler, @Nullable String route, Reading reading) {
        if (reading.fields().get(handler, "method") instanceof Method method) {
            Object bean = reading.fields().get(handler, "beanType");
            return Found.method(bean instanceof Class<?> type ? type : method.getDeclaringClass(), method, route);
        }
        // a function, or a controller of Spring's own
        return Found.object(handler.getClass(), Handlers.METHODS, route);
    }

    /** A text, or a {@code PathPattern}. */
    private static @Nullable String pattern(@Nullable Object pattern, Reading reading) {
        return pattern instanceof String text ? text : reading.fields().getText(pattern, "patternString");
    }
}
