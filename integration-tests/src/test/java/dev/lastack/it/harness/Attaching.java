package dev.lastack.it.harness;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * What {@code attach} and {@code detach} do, by the packaged jar's own classes and in this JVM: a thousand times without
 * two thousand JVMs of a command line.
 */
public final class Attaching implements AutoCloseable {

    private final URLClassLoader jar;
    private final Class<?> target;
    private final Method open;

    public Attaching() {
        try {
            jar = new URLClassLoader(
                    new URL[] {Layout.agentJar().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            target = jar.loadClass("dev.lastack.attach.Target");
            open = target.getMethod("open", long.class);
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public void attach(long pid, String... settings) {
        converse(pid, "attach", List.of(settings));
    }

    public void detach(long pid) {
        converse(pid, "detach");
    }

    private void converse(long pid, String verb, Object... arguments) {
        Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {List.class};
        try (AutoCloseable conversation = (AutoCloseable) open.invoke(null, pid)) {
            target.getMethod(verb, types).invoke(conversation, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(verb + ": " + e.getCause(), e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
