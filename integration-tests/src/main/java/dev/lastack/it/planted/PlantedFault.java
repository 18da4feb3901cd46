package dev.lastack.it.planted;

import java.lang.reflect.Proxy;

/**
 * Loaded after lastack.jar: from then on LastAck's sink does its work and throws, whatever event it is handed. Argument:
 * {@code exception} or {@code error}. By reflection, because LastAck's boot classes exist in a watched JVM only.
 */
public final class PlantedFault {

    private PlantedFault() {}

    /** Called by the JVM. */
    public static void premain(String kind) throws ReflectiveOperationException {
        Class<?> hooks = Class.forName("java.net.LastAckHooks");
        Class<?> sinkType = Class.forName("java.net.LastAckSink");
        Object sink = hooks.getMethod("sink").invoke(null);
        Object throwing = Proxy.newProxyInstance(
                PlantedFault.class.getClassLoader(), new Class<?>[] {sinkType}, (proxy, method, arguments) -> {
                    method.invoke(sink, arguments);
                    throw fault(kind);
                });
        hooks.getMethod("install", sinkType).invoke(null, throwing);
    }

    private static Throwable fault(String kind) {
        return kind.equals("error") ? new LinkageError("planted") : new IllegalStateException("planted");
    }
}
