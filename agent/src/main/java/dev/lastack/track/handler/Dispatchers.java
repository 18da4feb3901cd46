package dev.lastack.track.handler;

import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Servers that keep a request in the local variables of its thread while that is inside the application, as those do that
 * have a virtual thread for each connection: its stack says which code they have called.
 */
public final class Dispatchers {

    /** Classes that call the handlers, by how their names begin, and the methods in which they do. */
    private static final Map<String, Set<String>> CALLERS = Map.of(
            "io.helidon.webserver.http.", Set.of("doRoute"), // 4
            "reactor.netty.http.server.", Set.of("apply", "onStateChange"), // 1.0 and later
            "org.springframework.web.reactive.result.method.InvocableHandlerMethod", Set.of("invoke"));

    private Dispatchers() {}

    /**
     * Of several that call one another, by the innermost. Null where no such server is on the stack, or it has called none
     * of the application's.
     *
     * @param stack of a thread that is at work
     */
    public static @Nullable Handled of(Stack stack) {
        Site called = null; // the outermost of the application's since the last caller
        for (Site frame : stack.frames()) {
            if (called != null && isCaller(frame)) {
                return new Handled(method(called), Handled.Kind.METHOD, null, false, null);
            }
            if (frame.application()) {
                called = frame;
            } else if (!isOfJdk(frame)) {
                called = null; // a filter, or whatever else stands between
            }
        }
        return null;
    }

    /** Wherever in it the thread is. */
    private static Site method(Site called) {
        return new Site(called.className(), called.methodName(), called.fileName(), -1, true);
    }

    private static boolean isCaller(Site frame) {
        return CALLERS.entrySet().stream()
                .anyMatch(caller -> frame.className().startsWith(caller.getKey())
                        && caller.getValue().stream().anyMatch(method -> isMethod(frame.methodName(), method)));
    }

    /** Or a lambda in it. */
    private static boolean isMethod(String name, String method) {
        return name.equals(method) || name.startsWith("lambda$" + method + "$");
    }

    /** By reflection. */
    private static boolean isOfJdk(Site frame) {
        return frame.className().startsWith("java.") || frame.className().startsWith("jdk.internal.");
    }
}
