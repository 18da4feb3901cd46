package dev.lastack.launch;

import dev.lastack.config.ConfigurationException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls. Whatever goes wrong here is one line on standard error, and the application runs without LastAck.
 */
public final class Agent {

    private Agent() {}

    /** {@code -javaagent:lastack.jar=arguments}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, false);
    }

    /** Loaded into a running JVM. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, true);
    }

    private static void start(@Nullable String arguments, Instrumentation instrumentation, boolean attachedLate) {
        try {
            Watch.start(arguments, instrumentation, attachedLate);
        } catch (ConfigurationException e) {
            System.err.println(e.getMessage());
        } catch (Throwable e) {
            System.err.println("lastack: not started, the application runs without it: " + e);
        }
    }
}
