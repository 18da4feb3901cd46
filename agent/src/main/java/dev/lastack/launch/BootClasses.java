package dev.lastack.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.net.LastAckHooks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Defines the boot classes into {@code java.base}: no jar on the boot class path, hence no warning of the VM on standard
 * output, no temporary file, and they are visible to every class loader.
 */
final class BootClasses {

    private static final String FOLDER = "/dev/lastack/boot/";

    /** In the order in which they refer to each other: they are linked at once, and verified if the VM is told to. */
    private static final List<String> IN_JAVA_NET = List.of(
            "java/net/LastAckAskSink",
            "java/net/LastAckNettySink",
            "java/net/LastAckSink",
            "java/net/LastAckNoSink",
            "java/net/LastAckHooks",
            "java/net/LastAckAskHooks",
            "java/net/LastAckNettyChannels$1",
            "java/net/LastAckNettyChannels$2",
            "java/net/LastAckNettyChannels$3",
            "java/net/LastAckNettyChannels",
            "java/net/LastAckNettyHooks");

    private static final List<String> IN_SUN_NIO_CH = List.of(
            "sun/nio/ch/LastAckKernel",
            "sun/nio/ch/LastAckEpoll",
            "sun/nio/ch/LastAckReaders",
            "sun/nio/ch/LastAckSelectors",
            "sun/nio/ch/LastAckBacktrace",
            "sun/nio/ch/LastAckLambdas");

    private BootClasses() {}

    /**
     * Once for each JVM: a second call finds them there.
     *
     * @throws IllegalStateException where they are another LastAck's, which was here before
     */
    static void define(Instrumentation instrumentation) throws IOException, IllegalAccessException {
        openTo(BootClasses.class.getModule(), instrumentation);
        String origin = origin();
        if (!present("java.net.LastAckHooks")) {
            defineAll(IN_JAVA_NET, java.net.Socket.class);
            Hooks.origin(origin);
        } else if (!origin.equals(Hooks.origin())) {
            throw new IllegalStateException("another version of LastAck was in this JVM before, and its classes in"
                    + " java.base stay until the JVM ends: use that version, or start the JVM again");
        }
        if (!present("sun.nio.ch.LastAckBacktrace")) {
            defineAll(IN_SUN_NIO_CH, neighbour());
        }
    }

    /** Changes with any of their class files. */
    private static String origin() throws IOException {
        CRC32 sum = new CRC32();
        for (String name : IN_JAVA_NET) {
            sum.update(bytes(name));
        }
        for (String name : IN_SUN_NIO_CH) {
            sum.update(bytes(name));
        }
        return Long.toHexString(sum.getValue());
    }

    /** Calls of the boot classes: apart, because it is loaded when they are there. */
    private static final class Hooks {

        static @Nullable String origin() {
            try {
                return LastAckHooks.origin();
            } catch (LinkageError e) {
                return null; // from before there was one
            }
        }

        static void origin(String origin) {
            LastAckHooks.origin(origin);
        }
    }

    private static void openTo(Module agent, Instrumentation instrumentation) {
        Set<Module> us = Set.of(agent);
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                // the last five only to ask, for a report, whether a connection is lent out, and who serves it
                Map.of(
                        "java.net", us,
                        "sun.nio.ch", us,
                        "java.lang", us,
                        "java.util", us,
                        "sun.net", us,
                        "sun.net.www.http", us,
                        "sun.security.ssl", us),
                Set.of(),
                Map.of());
        open("java.net.http", "jdk.internal.net.http", us, instrumentation);
        open("jdk.httpserver", "sun.net.httpserver", us, instrumentation);
    }

    private static void open(String module, String inside, Set<Module> us, Instrumentation instrumentation) {
        ModuleLayer.boot()
                .findModule(module)
                .ifPresent(there -> instrumentation.redefineModule(
                        there, Set.of(), Map.of(), Map.of(inside, us), Set.of(), Map.of()));
    }

    private static boolean present(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Class<?> neighbour() {
        try {
            return Class.forName("sun.nio.ch.Net", false, null);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK has no sun.nio.ch.Net", e);
        }
    }

    private static void defineAll(List<String> names, Class<?> neighbour) throws IOException, IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup());
        for (String name : names) {
            lookup.defineClass(bytes(name));
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = BootClasses.class.getResourceAsStream(FOLDER + name + ".class")) {
            if (in == null) {
                throw new IOException("the jar lacks " + name);
            }
            return in.readAllBytes();
        }
    }
}
