package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Ten requests one after the other with keepAlive(true): helidon#8077 opened a connection for each. By reflection,
 * because Helidon 4 is compiled for JDK 21 and this module for 17.
 */
final class HelidonKeepAlive {

    private static final String API = "io.helidon.webclient.api.";

    private HelidonKeepAlive() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        CaseRun run = CaseRun.of(args);
        Object builder = call("WebClient", "builder", null);
        call("HttpClientConfig$Builder", "baseUri", builder, run.url());
        call("HttpConfigBase$BuilderBase", "keepAlive", builder, true);
        Object client = call("WebClientConfig$Builder", "build", builder);
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            System.out.println("BODY " + fetch(client));
        }
        run.endWith(run.bad() ? TcpState.TIME_WAIT : TcpState.ESTABLISHED, run.bad() ? CaseRun.CONNECTIONS : 1);
    }

    private static Object fetch(Object client) throws ReflectiveOperationException {
        Object request = call("HttpClient", "get", client, "/");
        return call("ClientRequest", "requestEntity", request, String.class);
    }

    /** The one method of that name that takes these arguments. */
    private static Object call(String type, String name, @Nullable Object target, Object... args)
            throws ReflectiveOperationException {
        for (Method method : Class.forName(API + type).getMethods()) {
            if (method.getName().equals(name) && takes(method, args)) {
                return method.invoke(target, args);
            }
        }
        throw new NoSuchMethodException(type + "." + name);
    }

    private static boolean takes(Method method, Object... args) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != args.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(args[i]) && !(types[i] == boolean.class && args[i] instanceof Boolean)) {
                return false;
            }
        }
        return true;
    }
}
