package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.optional;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookedType.implementationOf;
import static dev.lastack.instrument.weave.MethodPattern.methodReturning;
import static dev.lastack.instrument.weave.Value.OUTCOME;

import dev.lastack.instrument.weave.ClassFileScan;
import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckAskHooks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Hooks in whatever class a servlet container implements requests by, old package or new. */
public final class ServletHooks {

    private static final Set<String> SERVLET_REQUESTS =
            Set.of("javax.servlet.ServletRequest", "jakarta.servlet.ServletRequest");

    private static final byte[] START_ASYNC = "startAsync".getBytes(StandardCharsets.US_ASCII);

    /**
     * A request that is answered later leaves no other trace of who is to answer it. Wrappers of requests are not looked
     * at, they call the container's.
     */
    private static final HookedType REQUEST = implementationOf("ServletRequest")
            .mayBe(classFile -> ClassFileScan.contains(classFile, START_ASYNC), ServletHooks::isRequestsClass)
            .hooks(optional(
                    "startAsync",
                    methodReturning("startAsync", "javax.servlet.AsyncContext", "jakarta.servlet.AsyncContext"),
                    onReturn(LastAckAskHooks.class, "asyncStarted", OUTCOME)));

    public static final List<HookedType> TYPES = List.of(REQUEST);

    private ServletHooks() {}

    /** By interfaces: they are loaded, the types that methods name need not be. */
    private static boolean isRequestsClass(Class<?> loaded) {
        for (Class<?> type = loaded; type != null; type = type.getSuperclass()) {
            for (Class<?> implemented : type.getInterfaces()) {
                if (isServletRequest(implemented)) {
                    return !loaded.isInterface();
                }
            }
        }
        return false;
    }

    /** Itself, or what extends it, as {@code HttpServletRequest}. */
    private static boolean isServletRequest(Class<?> type) {
        if (SERVLET_REQUESTS.contains(type.getName())) {
            return true;
        }
        for (Class<?> extended : type.getInterfaces()) {
            if (isServletRequest(extended)) {
                return true;
            }
        }
        return false;
    }
}
