package dev.lastack.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Defines the boot classes into {@code java.base}: no jar on the boot class path, hence no warning of the VM on standard
 * output, no temporary file, and they are visible to every class loader.
 */
final class BootClasses {

    private static final String FOLDER = "/dev/lastack/boot/";

    /** In the order in which they refer to each other. */
    private static final List<String> IN_JAVA_NET = List.of("java/net/LastAckSink", "java/net/LastAckHooks");

    private static final List<String> IN_SUN_NIO_CH = List.of(
            "sun/nio/ch/LastAckKernel",
            "sun/nio/ch/LastAckEpoll",
            "sun/nio/ch/LastAckSelectors",
            "sun/nio/ch/LastAckBacktrace");

    private BootClasses() {}

    /** Once for each JVM: a second call finds them there. */
    static void define(Instrumentation instrumentation) throws IOException, IllegalAccessException {
        openTo(BootClasses.class.getModule(), instrumentation);
        if (!present("java.net.LastAckHooks")) {
            defineAll(IN_JAVA_NET, java.net.Socket.class);
        }
        if (!present("sun.nio.ch.LastAckBacktrace")) {
            defineAll(IN_SUN_NIO_CH, neighbour());
        }
    }

    private static void openTo(Module agent, Instrumentation instrumentation) {
        Set<Module> us = Set.of(agent);
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.net", us, "sun.nio.ch", us),
                Set.of(),
                Map.of());
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
