package dev.lastack.track.pool;

import dev.lastack.track.objects.Fields;
import java.io.FileDescriptor;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * Finds the socket below a pooled connection, whatever driver or client it is of: the nearest one along its fields.
 * Goes a few steps and through a bounded number of objects, never into the pool and never into the JDK's own objects.
 */
final class SocketFinder {

    /** A driver's connection has its socket three to six steps away. */
    private static final int MAX_STEPS = 8;

    private static final int MAX_OBJECTS = 1_000;
    private static final int MAX_ELEMENTS = 64;

    private final Fields fields;

    SocketFinder(Fields fields) {
        this.fields = fields;
    }

    /**
     * A socket that is open.
     *
     * @param owner the JDK's object behind it: its {@code SocketImpl}, or the channel
     */
    record Found(FileDescriptor descriptor, Object owner) {}

    /** Null where there is none, or where it is closed. */
    @Nullable
    Found find(Object connection, Object pool) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> ring = new ArrayDeque<>();
        seen.add(pool);
        ring.add(connection);
        for (int step = 0; step < MAX_STEPS && !ring.isEmpty(); step++) {
            Deque<Object> next = new ArrayDeque<>();
            for (Object object : ring) {
                Found found = ofSocket(object);
                if (found != null) {
                    return found;
                }
                for (Object referent : referents(object)) {
                    if (seen.size() < MAX_OBJECTS && seen.add(referent)) {
                        next.add(referent);
                    }
                }
            }
            ring = next;
        }
        return null;
    }

    private List<Object> referents(Object object) {
        if (object instanceof AtomicReference<?> reference) {
            Object value = reference.get();
            return value == null ? List.of() : List.of(value);
        }
        if (Proxy.isProxyClass(object.getClass())) { // around a driver's connection, to log what it does
            return List.of(Proxy.getInvocationHandler(object));
        }
        if (object instanceof Object[] array) {
            return some(array);
        }
        if (object.getClass() == ArrayList.class) {
            return some(Fields.copy(object).toArray());
        }
        return fields.referents(object);
    }

    private static List<Object> some(Object[] array) {
        List<Object> some = new ArrayList<>();
        Arrays.stream(array, 0, Math.min(array.length, MAX_ELEMENTS))
                .filter(element -> element != null)
                .forEach(some::add);
        return some;
    }

    private @Nullable Found ofSocket(Object object) {
        if (object instanceof SocketChannel channel) {
            return channel.getClass().getName().startsWith("sun.nio.ch.")
                    ? new Found(LastAckKernel.descriptorOf(channel), channel)
                    : null;
        }
        return object instanceof Socket socket ? ofSocket(socket) : null;
    }

    /** The JDK's TLS over another socket has no {@code SocketImpl} of its own. */
    private @Nullable Found ofSocket(Socket socket) {
        Object below = fields.get(socket, "self");
        if (below instanceof Socket plain && plain != socket) {
            return ofSocket(plain);
        }
        Object impl = fields.get(socket, "impl");
        for (Object inner = impl; inner != null; inner = fields.get(inner, "delegate")) {
            impl = inner;
        }
        return impl != null && fields.get(impl, "fd") instanceof FileDescriptor descriptor
                ? new Found(descriptor, impl)
                : null;
    }
}
