package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import dev.lastack.track.objects.MethodSites;
import dev.lastack.track.objects.ObjectSearch;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all readers look with, for one report. */
record Reading(Fields fields, MethodSites sites) {

    /** A request is so far from its connection: through its processors, or along a chain of subscribers. */
    private static final int MAX_STEPS = 14;

    private static final int MAX_OBJECTS = 1_500;

    /** Of one connection. */
    private static final int MAX_STREAMS = 32;

    private static final String[] ASYNC_CONTEXTS = {"jakarta.servlet.AsyncContext", "javax.servlet.AsyncContext"};

    /** What connections share: it leads to the requests of others. */
    private static final List<String> SHARED = List.of(
            "io.netty.channel.",
            "io.netty.util.concurrent.",
            "io.netty.buffer.",
            "io.vertx.core.impl.Vertx",
            "io.vertx.core.impl.ContextImpl",
            "org.eclipse.jetty.io.ManagedSelector",
            "org.eclipse.jetty.io.SelectorManager",
            "org.eclipse.jetty.server.Server",
            "org.eclipse.jetty.util.thread.",
            "org.glassfish.grizzly.nio.transport.",
            "org.glassfish.grizzly.strategies.",
            "org.glassfish.hk2.",
            "org.springframework.beans.",
            "org.springframework.boot.",
            "org.springframework.context.",
            "org.xnio.Xnio",
            "org.xnio.nio.NioXnio",
            "reactor.netty.resources.");

    /** Verbs of the standards. Whatever else a client sends is its own data, and not shown. */
    private static final Set<String> VERBS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /**
     * Of a connection with many streams (HTTP/2), which a field has by their numbers: the first in whose handler a thread
     * is, which keeps it from seeing the client leave; or the first that has a handler.
     */
    @Nullable
    Found firstOf(@Nullable Object connection, String field, Function<Object, @Nullable Found> ofStream) {
        Found first = null;
        if (fields.get(connection, field) instanceof Map<?, ?> streams) {
            for (Object stream :
                    Fields.copy(streams.values()).stream().limit(MAX_STREAMS).toList()) {
                Found found = ofStream.apply(stream);
                if (found != null && found.inCall()) {
                    return found;
                }
                first = first == null ? found : first;
            }
        }
        return first;
    }

    /** The nearest object of this class or below it; null where there is none near. */
    @Nullable
    Object nearest(@Nullable Object start, String... typeNames) {
        return nearest(start, object -> is(object, typeNames));
    }

    @Nullable
    Object nearest(@Nullable Object start, Predicate<Object> wanted) {
        return new ObjectSearch(fields, MAX_STEPS, MAX_OBJECTS)
                .nearest(start, wanted, object -> object != start && isShared(object));
    }

    /** The application's own that was registered with what hangs on a connection. */
    @Nullable
    Object nearestRegistered(Object held) {
        return new ObjectSearch(fields, 4, 200)
                .nearest(held, this::isHandlerOfApplication, object -> object != held && isShared(object));
    }

    boolean isHandlerOfApplication(Object object) {
        return isOfApplication(object) && Handlers.isKindOfHandler(object.getClass());
    }

    /** The application's own, where it is one of very few steps away. */
    @Nullable
    Object nearestOfApplication(@Nullable Object start) {
        return new ObjectSearch(fields, 4, 200)
                .nearest(start, this::isOfApplication, object -> object != start && isShared(object));
    }

    /** What a servlet container keeps with a request that was taken over, old package or new. */
    @Nullable
    Object asyncContext(@Nullable Object servletRequest) {
        return new ObjectSearch(fields, 3, 200)
                .nearest(
                        servletRequest,
                        object -> is(object, ASYNC_CONTEXTS),
                        object -> object != servletRequest && isShared(object));
    }

    /** Of an array of attributes, which is what is shared otherwise: one of its elements. */
    @Nullable
    Object nearestElement(@Nullable Object array, String typeName) {
        return new ObjectSearch(fields, 3, MAX_OBJECTS).nearest(array, object -> is(object, typeName), object -> false);
    }

    private static boolean isShared(Object object) {
        if (object instanceof Thread
                || object instanceof ClassLoader
                || object instanceof Executor
                || object instanceof Selector
                || object instanceof SelectableChannel) { // of the JDK: libraries call many things a channel
            return true;
        }
        String name = object.getClass().getName();
        return SHARED.stream().anyMatch(shared -> name.startsWith(shared) || name.contains("." + shared));
    }

    /** By the name of the class, of one above it, or of an interface; relocated ones too. */
    static boolean is(Object object, String... typeNames) {
        return isType(object.getClass(), typeNames);
    }

    static boolean isType(@Nullable Class<?> type, String... typeNames) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            for (String wanted : typeNames) {
                if (isNamed(above, wanted)) {
                    return true;
                }
            }
            for (Class<?> implemented : above.getInterfaces()) {
                if (isType(implemented, typeNames)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNamed(Class<?> type, String wanted) {
        String name = type.getName();
        return name.equals(wanted)
                || (name.endsWith(wanted) && name.charAt(name.length() - wanted.length() - 1) == '.');
    }

    boolean isOfApplication(Object object) {
        return sites.isOfApplication(object.getClass());
    }

    /** {@code GET /orders/{id}}; null where no pattern is known. */
    static @Nullable String route(@Nullable Object verb, @Nullable String pattern) {
        if (pattern == null || pattern.isEmpty()) {
            return null;
        }
        String rooted = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : "/" + pattern;
        return verb != null && VERBS.contains(verb.toString()) ? verb + " " + rooted : rooted;
    }
}
