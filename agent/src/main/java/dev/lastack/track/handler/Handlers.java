package dev.lastack.track.handler;

import dev.lastack.track.objects.MethodSites;
import java.util.List;

/** Objects that look like what an application registers to be called, and how it is called. */
final class Handlers {

    /** How handlers of known and unknown kinds are called, those that are only handlers' before those of everything. */
    static final List<String> METHODS = List.of(
            "handleRequest",
            "handle",
            "channelRead0",
            "messageReceived",
            "channelRead",
            "service",
            "onRequest",
            "onMessage",
            "onData",
            "onReadable",
            "onReadReady",
            "completed",
            "handleEvent",
            "received",
            "process",
            "accept",
            "apply",
            "invoke",
            "call",
            "run");

    /** How the names of types end that are there to be registered. */
    private static final List<String> KINDS = List.of(
            "Handler", "Listener", "Servlet", "Callback", "Consumer", "Function", "Runnable", "Callable", "Receiver");

    private Handlers() {}

    static Found registered(Object handler) {
        return Found.registered(handler.getClass(), METHODS);
    }

    static boolean isKindOfHandler(Class<?> type) {
        for (Class<?> above = type; above != null && above != Object.class; above = above.getSuperclass()) {
            boolean named = !MethodSites.isLambda(above) && isKind(above);
            if (named || implementsKind(above)) {
                return true;
            }
        }
        return false;
    }

    private static boolean implementsKind(Class<?> type) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (isKind(implemented) || implementsKind(implemented)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKind(Class<?> type) {
        return KINDS.stream().anyMatch(type.getSimpleName()::endsWith);
    }
}
