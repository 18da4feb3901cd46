package dev.lastack.junit;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.function.Supplier;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/** LastAck in this JVM: there by {@code -javaagent}, or put there now. Any thread. */
final class Agent {

    private static final String ENTRY = "dev.lastack.launch.Agent";

    // guarded by the class
    private static @Nullable Supplier<?> connections;
    private static @Nullable String refusal;

    private Agent() {}

    /** @throws IllegalStateException where this JVM takes no agent, in one line that says what to do */
    static synchronized Snapshot snapshot() {
        Supplier<?> present = connections;
        if (present == null) {
            present = begin();
            connections = present;
        }
        return Snapshot.of(present.get());
    }

    /** It is not tried again and again where it was refused. */
    private static Supplier<?> begin() {
        if (refusal != null) {
            throw new IllegalStateException(refusal);
        }
        try {
            Supplier<Instrumentation> attach = ByteBuddyAgent::install;
            return (Supplier<?>)
                    entry().getMethod("connections", Supplier.class).invoke(null, attach);
        } catch (ReflectiveOperationException | LinkageError e) {
            IllegalStateException why = refused(e instanceof InvocationTargetException ? e.getCause() : e);
            refusal = why.getMessage();
            throw why;
        }
    }

    /** That of {@code -javaagent} is in the system's class loader; a dependency may be in that of the tests. */
    private static Class<?> entry() throws ClassNotFoundException {
        try {
            return Class.forName(ENTRY, true, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException e) {
            return Class.forName(ENTRY, true, Agent.class.getClassLoader());
        }
    }

    private static IllegalStateException refused(@Nullable Throwable why) {
        return new IllegalStateException(
                "LastAck cannot be attached to the JVM of the tests (" + reason(why) + "): start it with the agent,"
                        + " in Maven Surefire or Failsafe by <argLine>-javaagent:" + jar()
                        + "=report=target/lastack-%p.json</argLine>,"
                        + " in Gradle by tasks.test { jvmArgs(\"-javaagent:" + jar()
                        + "=report=build/lastack-%p.json\") }",
                why);
    }

    private static String reason(@Nullable Throwable why) {
        Throwable root = why;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root).replaceAll("\\R", " ");
    }

    private static String jar() {
        try {
            return Path.of(entry().getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (Exception e) {
            return "lastack.jar";
        }
    }
}
