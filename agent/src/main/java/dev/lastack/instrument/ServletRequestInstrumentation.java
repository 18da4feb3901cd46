package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.methodReturning;

import java.net.LastAckAskHooks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * {@code startAsync()} of the servlet API, old package or new, in whatever class a container implements it: a request
 * that is answered later leaves no other trace of who is to answer it. Wrappers of requests are not looked at, they
 * call the container's.
 */
final class ServletRequestInstrumentation implements TypeInstrumentation {

    private static final Set<String> SERVLET_REQUESTS =
            Set.of("javax.servlet.ServletRequest", "jakarta.servlet.ServletRequest");

    private static final byte[] START_ASYNC = "startAsync".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String typeName() {
        return "ServletRequest";
    }

    @Override
    public Home home() {
        return Home.IMPLEMENTATION;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.optional(
                "startAsync",
                methodReturning("startAsync", "javax.servlet.AsyncContext", "jakarta.servlet.AsyncContext"),
                onEnter(LastAckAskHooks.class, "asyncStarted")));
    }

    @Override
    public boolean mayBe(byte[] classFile) {
        return Bytes.contains(classFile, START_ASYNC);
    }

    /** By interfaces: they are loaded, the types that methods name need not be. */
    @Override
    public boolean mayBe(Class<?> loaded) {
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
