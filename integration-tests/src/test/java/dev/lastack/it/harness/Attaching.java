package dev.lastack.it.harness;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What {@code attach} and {@code detach} do, by the packaged jar's own classes and in this JVM: a thousand times without
 * two thousand JVMs of a command line.
 */
public final class Attaching {

    private final Class<?> target;
    private final Method open;

    public Attaching() {
        try {
            target = LoadedJar.CLASSES.loadClass("dev.lastack.attach.Target");
            open = target.getMethod("open", long.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public void attach(long pid, String... settings) {
        try (Conversation conversation = begin(pid)) {
            conversation.attach(settings);
        }
    }

    public void detach(long pid) {
        try (Conversation conversation = begin(pid)) {
            conversation.ask("detach");
        }
    }

    /** As soon as the JVM can be attached to; asks for nothing yet. */
    public Conversation begin(long pid) {
        return await().ignoreExceptions()
                .atMost(Bounds.EVENT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> new Conversation((AutoCloseable) open.invoke(null, pid)), Objects::nonNull);
    }

    /** With the agent in that JVM. */
    public final class Conversation implements AutoCloseable {

        private final AutoCloseable opened;

        private Conversation(AutoCloseable opened) {
            this.opened = opened;
        }

        public void attach(String... settings) {
            ask("attach", List.of(settings));
        }

        private void ask(String verb, Object... arguments) {
            Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {List.class};
            try {
                target.getMethod(verb, types).invoke(opened, arguments);
            } catch (InvocationTargetException e) {
                throw new AssertionError(verb + ": " + e.getCause(), e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                opened.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
