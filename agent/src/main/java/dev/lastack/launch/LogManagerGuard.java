package dev.lastack.launch;

import java.lang.instrument.Instrumentation;

/**
 * The JDK's HTTP server and its management initialise {@code java.util.logging}, whose manager is chosen by a system
 * property at that moment and for ever. WildFly, Quarkus and programs that log by Log4j set the property in their main
 * method: where LastAck starts before that, it waits until somebody else has initialised logging, or for so long that
 * nobody will.
 */
final class LogManagerGuard {

    private static final String MANAGER = "java.util.logging.LogManager";
    private static final String PROPERTY = "java.util.logging.manager";

    /** Programs whose launcher names the manager, as they stand in the command line. */
    private static final String[] LAUNCHERS = {"jboss-modules", "org.jboss.modules", "quarkus-run", "io.quarkus"};

    /** For the first lines of any main method. */
    private static final long ANY_MILLIS = 1_000;

    /** For a launcher that has a manager of its own, on a slow host. */
    private static final long NAMED_MILLIS = 60_000;

    private static final long NAP_MILLIS = 50;

    private LogManagerGuard() {}

    static void await(Instrumentation instrumentation) throws InterruptedException {
        long until = System.nanoTime() + (hasItsOwn() ? NAMED_MILLIS : ANY_MILLIS) * 1_000_000;
        while (System.nanoTime() - until < 0 && !isLoaded(instrumentation)) {
            Thread.sleep(NAP_MILLIS);
        }
        Thread.sleep(NAP_MILLIS); // it is loaded before it is initialised
    }

    private static boolean hasItsOwn() {
        String command = System.getProperty("sun.java.command", "");
        for (String launcher : LAUNCHERS) {
            if (command.contains(launcher)) {
                return true;
            }
        }
        return System.getProperty(PROPERTY) != null;
    }

    private static boolean isLoaded(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getInitiatedClasses(null)) {
            if (loaded.getName().equals(MANAGER)) {
                return true;
            }
        }
        return false;
    }
}
