package dev.lastack.track.handler;

import dev.lastack.snapshot.Handled.Kind;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader found. Holds classes of the application: to be dropped when the report is made.
 *
 * @param type of the handler
 * @param method that the framework names; null where it calls one of {@code names}
 * @param names of methods, the one that is called first; empty where there is a method
 * @param route null where there is none
 * @param async taken over, to be answered later
 * @param asyncStartedMillis since the epoch; 0 where not recorded
 * @param worker name of the thread that is inside the handler now; null where none is, or where that is not known
 * @param inCall some thread is inside the handler now for this connection, known or not
 * @param servletRequest of a servlet container, which knows its {@code AsyncContext}; null in all other servers
 */
record Found(
        Class<?> type,
        @Nullable Method method,
        List<String> names,
        Kind kind,
        @Nullable String route,
        boolean async,
        long asyncStartedMillis,
        @Nullable String worker,
        boolean inCall,
        @Nullable Object servletRequest) {

    static Found method(Class<?> bean, Method method, @Nullable String route) {
        return new Found(bean, method, List.of(), Kind.METHOD, route, false, 0, null, false, null);
    }

    static Found object(Class<?> type, List<String> names, @Nullable String route) {
        return new Found(type, null, names, Kind.OBJECT, route, false, 0, null, false, null);
    }

    static Found registered(Class<?> type, List<String> names) {
        return new Found(type, null, names, Kind.REGISTERED, null, false, 0, null, false, null);
    }

    Found startedAsync(long sinceEpochMillis) {
        return new Found(type, method, names, kind, route, true, sinceEpochMillis, worker, inCall, servletRequest);
    }

    Found inThread(@Nullable String name) {
        return new Found(
                type, method, names, kind, route, async, asyncStartedMillis, name, name != null, servletRequest);
    }

    /** By a thread that its server does not name. */
    Found inSomeThread() {
        return new Found(type, method, names, kind, route, async, asyncStartedMillis, null, true, servletRequest);
    }

    /** By a servlet container. */
    Found serving(Object request) {
        return new Found(type, method, names, kind, route, async, asyncStartedMillis, worker, inCall, request);
    }
}
