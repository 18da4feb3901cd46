package dev.lastack.track.propagation;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * The private parts of {@code java.net.http} that tell which request goes over which connection; identical on JDK 17 to
 * 25. Looked up by the first request, for its classes are none of a program that does not use them. The agent must have
 * been given their package.
 */
final class HttpClientInternals {

    private static final String PACKAGE = "jdk.internal.net.http.";
    private static final String HTTP2_CONNECTION = PACKAGE + "Http2Connection";

    // Plain: several threads find the same, and a handle is safe however it is published.
    private @Nullable MethodHandle request;
    private @Nullable MethodHandle connectionOfHttp2;
    private @Nullable MethodHandle channel;

    /** The {@code MultiExchange}, which stays the same for redirected and repeated requests. */
    Object requestOf(Object exchange) throws Throwable {
        MethodHandle getter = request;
        if (getter == null) {
            getter = field(exchange.getClass(), "multi");
            request = getter;
        }
        return (Object) getter.invokeExact(exchange);
    }

    /** Null where the connection has no channel of the JDK. */
    @Nullable
    FileDescriptor descriptorOf(Object connection) throws Throwable {
        Object http1 = connection.getClass().getName().equals(HTTP2_CONNECTION) ? ofHttp2(connection) : connection;
        MethodHandle getter = channel;
        if (getter == null) {
            getter = channelOf(http1.getClass());
            channel = getter;
        }
        return (Object) getter.invokeExact(http1) instanceof SocketChannel found
                ? LastAckKernel.descriptorOf(found)
                : null;
    }

    private Object ofHttp2(Object connection) throws Throwable {
        MethodHandle getter = connectionOfHttp2;
        if (getter == null) {
            getter = field(connection.getClass(), "connection");
            connectionOfHttp2 = getter;
        }
        return (Object) getter.invokeExact(connection);
    }

    private static MethodHandle field(Class<?> owner, String name) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .unreflectGetter(owner.getDeclaredField(name))
                .asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class));
    }

    /** Declared, abstract, by the superclass of all connections. */
    private static MethodHandle channelOf(Class<?> connection) throws ReflectiveOperationException {
        Class<?> type = connection;
        while (!type.getName().equals(PACKAGE + "HttpConnection")) {
            type = type.getSuperclass();
        }
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .unreflect(type.getDeclaredMethod("channel"))
                .asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class));
    }
}
