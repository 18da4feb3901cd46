package java.net;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.channels.SelectableChannel;
import java.util.Map;
import sun.nio.ch.LastAckKernel;

/**
 * How to ask a Netty channel, whatever copy of Netty in whatever class loader it is from: by method handles on Netty's
 * public interfaces, found once for each class of channels. Here and not with the agent's classes: a class keeps what is
 * known of it, and must not keep the agent after it was detached.
 *
 * <p>The methods that take a channel throw what Netty throws.
 */
public final class LastAckNettyChannels {

    private static final String TCP = "netty.channel.socket.SocketChannel";
    private static final String SERVER = "netty.channel.ServerChannel";
    private static final String TCP_SERVER = "netty.channel.socket.ServerSocketChannel";
    private static final String CHANNEL = "netty.channel.Channel";
    private static final String PIPELINE = "netty.channel.ChannelPipeline";
    private static final String UNSAFE_OF_NIO = "netty.channel.nio.AbstractNioChannel$NioUnsafe";
    private static final String UNIX_DESCRIPTOR = "netty.channel.unix.FileDescriptor";
    private static final String UNIX = "netty.channel.unix.UnixChannel";
    private static final String ROOT_CLASS = "netty.channel.AbstractChannel";

    /** Stands for classes that are not ours: datagrams, in-memory and Unix-domain channels. */
    private static final LastAckNettyChannels NONE = new LastAckNettyChannels("");

    private static final ClassValue<LastAckNettyChannels> BY_CLASS = new ClassValue<>() {
        @Override
        protected LastAckNettyChannels computeValue(Class<?> type) {
            try {
                return find(type);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return NONE;
            }
        }
    };

    /** {@code channel()} of a pipeline's class. */
    private static final ClassValue<MethodHandle> CHANNEL_OF = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            try {
                return getter(require(type, PIPELINE), "channel");
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return MethodHandles.empty(MethodType.methodType(Object.class, Object.class));
            }
        }
    };

    /** {@code intValue()} of a native descriptor's class. */
    private static final ClassValue<MethodHandle> NUMBER_OF = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            try {
                return typed(method(require(type, UNIX_DESCRIPTOR), "intValue"), int.class);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return MethodHandles.dropArguments(MethodHandles.constant(int.class, -1), 0, Object.class);
            }
        }
    };

    /** A copy of Netty has no place for the hook that tells when a native channel's descriptor is given back. */
    private static volatile boolean nativeEndsUnseen;

    /** {@code netty-nio}, {@code netty-epoll}, ...; empty where the channel is not ours. */
    private final String transport;

    /** The channels accept; only their descriptor is known then. */
    private boolean listener;

    private MethodHandle parent;
    private MethodHandle remoteAddress;
    private MethodHandle localAddress;
    private MethodHandle config;
    private MethodHandle pipeline;

    /** Of NIO channels; null for native ones. */
    private MethodHandle unsafe;

    private MethodHandle selectableChannel;

    /** Of native channels; null for NIO ones. */
    private MethodHandle descriptor;

    private MethodHandle number;

    private MethodHandle autoRead;
    private MethodHandle halfClosure;
    private MethodHandle handlers;

    private LastAckNettyChannels(String transport) {
        this.transport = transport;
    }

    /** Null for a channel that is no TCP connection. */
    public static LastAckNettyChannels of(Object channel) {
        if (channel == null) {
            return null;
        }
        LastAckNettyChannels found = BY_CLASS.get(channel.getClass());
        return found == NONE || found.listener ? null : found;
    }

    /** Null for a channel that does not listen on TCP. */
    public static LastAckNettyChannels ofListener(Object channel) {
        if (channel == null) {
            return null;
        }
        LastAckNettyChannels found = BY_CLASS.get(channel.getClass());
        return found.listener ? found : null;
    }

    /** Null for a channel on the JDK's, too: there the JDK's own hooks tell; and for those whose end nobody would tell. */
    public static LastAckNettyChannels ofNative(Object channel) {
        LastAckNettyChannels found = of(channel);
        return found == null || found.onJdkChannels() || nativeEndsUnseen ? null : found;
    }

    /** From now on no native channel has a record: one that is never seen to end would be taken for left open. */
    public static void nativeEndsUnseen(boolean unseen) {
        nativeEndsUnseen = unseen;
    }

    /** Such a channel must not have a record. */
    boolean endsUnseen() {
        return nativeEndsUnseen && !onJdkChannels();
    }

    /** The channel of a {@code ChannelPipeline}; null where it is none. */
    public static Object channelOf(Object pipeline) throws Throwable {
        return pipeline == null
                ? null
                : (Object) CHANNEL_OF.get(pipeline.getClass()).invokeExact(pipeline);
    }

    /** The number of a {@code unix.FileDescriptor}; -1 where it is none. */
    public static int numberOf(Object descriptor) throws Throwable {
        return descriptor == null
                ? -1
                : (int) NUMBER_OF.get(descriptor.getClass()).invokeExact(descriptor);
    }

    public String transport() {
        return transport;
    }

    /** The transport stands on the JDK's channels, whose record its connections join. */
    public boolean onJdkChannels() {
        return selectableChannel != null;
    }

    /** Null for a native transport. */
    public FileDescriptor jdkDescriptor(Object channel) throws Throwable {
        if (selectableChannel == null) {
            return null;
        }
        Object inner = (Object) unsafe.invokeExact(channel);
        Object selectable = (Object) selectableChannel.invokeExact(inner);
        return LastAckKernel.descriptorOf((SelectableChannel) selectable);
    }

    /** The descriptor's number in a native transport, also after it was closed; -1 for NIO. */
    public int number(Object channel) throws Throwable {
        if (descriptor == null) {
            return -1;
        }
        Object unix = (Object) descriptor.invokeExact(channel);
        return (int) number.invokeExact(unix);
    }

    public boolean accepted(Object channel) throws Throwable {
        return parent(channel) != null;
    }

    /** The listener's channel; null where it was not accepted. */
    public Object parent(Object channel) throws Throwable {
        return (Object) parent.invokeExact(channel);
    }

    /** Null where there is none, or none of TCP. */
    public InetSocketAddress remoteAddress(Object channel) throws Throwable {
        return (Object) remoteAddress.invokeExact(channel) instanceof InetSocketAddress address ? address : null;
    }

    /** Null where there is none, or none of TCP. */
    public InetSocketAddress localAddress(Object channel) throws Throwable {
        return (Object) localAddress.invokeExact(channel) instanceof InetSocketAddress address ? address : null;
    }

    /** {@code ChannelOption.AUTO_READ}. */
    public boolean autoRead(Object channel) throws Throwable {
        Object settings = (Object) config.invokeExact(channel);
        return (boolean) autoRead.invokeExact(settings);
    }

    /** {@code ChannelOption.ALLOW_HALF_CLOSURE}. */
    public boolean halfClosureAllowed(Object channel) throws Throwable {
        if (halfClosure == null) {
            return false;
        }
        Object settings = (Object) config.invokeExact(channel);
        return (boolean) halfClosure.invokeExact(settings);
    }

    /** The pipeline's handlers by name, the first to see what is read first. A copy. */
    public Map<?, ?> handlers(Object channel) throws Throwable {
        Object line = (Object) pipeline.invokeExact(channel);
        return (Map<?, ?>) (Object) handlers.invokeExact(line);
    }

    private static LastAckNettyChannels find(Class<?> type) throws ReflectiveOperationException {
        boolean listens = superType(type, SERVER) != null;
        if (superType(type, listens ? TCP_SERVER : TCP) == null) {
            return NONE;
        }
        Class<?> channel = require(type, CHANNEL);
        Class<?> family = family(type);
        LastAckNettyChannels found = new LastAckNettyChannels(transport(family));
        Class<?> unix = superType(type, UNIX);
        if (unix != null) {
            found.descriptor = getter(unix, "fd");
            found.number = typed(method(returned(unix, "fd"), "intValue"), int.class);
        } else {
            Class<?> nio = declaredIn(family, UNSAFE_OF_NIO);
            found.unsafe = getter(channel, "unsafe");
            found.selectableChannel = getter(nio, "ch");
        }
        found.listener = listens;
        if (listens) {
            return found;
        }
        found.parent = getter(channel, "parent");
        found.remoteAddress = getter(channel, "remoteAddress");
        found.localAddress = getter(channel, "localAddress");
        found.config = getter(channel, "config");
        found.pipeline = getter(channel, "pipeline");
        found.handlers = getter(returned(channel, "pipeline"), "toMap");
        found.autoRead = typed(method(returned(channel, "config"), "isAutoRead"), boolean.class);
        Class<?> tcpConfig = returned(superType(type, TCP), "config");
        found.halfClosure = typed(method(tcpConfig, "isAllowHalfClosure"), boolean.class);
        return found;
    }

    /** The class right below AbstractChannel: it is of the transport, whatever an application made of it. */
    private static Class<?> family(Class<?> type) throws ClassNotFoundException {
        for (Class<?> c = type; c.getSuperclass() != null; c = c.getSuperclass()) {
            if (endsWith(c.getSuperclass(), ROOT_CLASS)) {
                return c;
            }
        }
        throw new ClassNotFoundException(ROOT_CLASS);
    }

    /** {@code netty-} and the last segment of the package; io_uring by the kernel's name. */
    private static String transport(Class<?> family) {
        String place = family.getPackageName();
        String segment = place.substring(place.lastIndexOf('.') + 1);
        return segment.equals("uring") ? "netty-io_uring" : "netty-" + segment;
    }

    private static Class<?> declaredIn(Class<?> type, String name) throws ClassNotFoundException {
        for (Class<?> inner : type.getDeclaredClasses()) {
            if (endsWith(inner, name)) {
                return inner;
            }
        }
        throw new ClassNotFoundException(name);
    }

    private static Class<?> require(Class<?> type, String name) throws ClassNotFoundException {
        Class<?> found = superType(type, name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    /** The class or interface of that name among those it is; null where it is none. */
    private static Class<?> superType(Class<?> type, String name) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (endsWith(c, name)) {
                return c;
            }
            for (Class<?> implemented : c.getInterfaces()) {
                Class<?> found = superType(implemented, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean endsWith(Class<?> type, String name) {
        String full = type.getName();
        int before = full.length() - name.length() - 1;
        return full.endsWith(name) && (before < 0 || full.charAt(before) == '.');
    }

    private static Class<?> returned(Class<?> type, String name) throws NoSuchMethodException {
        return method(type, name).getReturnType();
    }

    private static MethodHandle getter(Class<?> type, String name) throws ReflectiveOperationException {
        return typed(method(type, name), Object.class);
    }

    private static MethodHandle typed(Method method, Class<?> returned) throws IllegalAccessException {
        return MethodHandles.publicLookup().unreflect(method).asType(MethodType.methodType(returned, Object.class));
    }

    /** Public, without parameters; where it was made more specific, the more specific one. */
    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        Method found = type.getMethod(name);
        if (!Modifier.isPublic(found.getDeclaringClass().getModifiers())) {
            throw new NoSuchMethodException(name + " is not public");
        }
        return found;
    }
}
