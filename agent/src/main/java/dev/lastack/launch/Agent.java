package dev.lastack.launch;

import dev.lastack.attach.protocol.Invitation;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the agent, called by the JVM. Whatever goes wrong here is one line on standard error, and the application runs without LastAck.
 *
 * <p>This class and its few helpers are all that enters the application's class loader; the rest lives in a loader of its
 * own, which takes two thirds of the time to load them, and which the garbage collector takes after detaching.
 */
public final class Agent {

    private static final String INSTANCE = "dev.lastack.launch.AgentInstance";

    /** The one that is at work. Guarded by the class. */
    private static @Nullable BiPredicate<String, Instrumentation> instance;

    private Agent() {}

    /** {@code -javaagent:lastack.jar=arguments}. */
    public static synchronized void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            String given = arguments == null ? "" : arguments;
            BiPredicate<String, Instrumentation> present = instance;
            if (present instanceof Function<?, ?> first && isJoined(first, given)) {
                return;
            }
            prepare(SpareDescriptors.TO_BEGIN);
            // a command may have come before us, and will ask for a watch: there must not be two
            if (present == null || !present.test(given, instrumentation)) {
                begin(given, instrumentation, false);
            }
        } catch (Throwable e) {
            complain(e);
        }
    }

    /** Loaded into a running JVM, by LastAck's command line or another tool. */
    public static synchronized void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            String given = arguments == null ? "" : arguments;
            BiPredicate<String, Instrumentation> present = instance;
            if (present == null) {
                prepare(SpareDescriptors.TO_BEGIN);
            } else {
                SpareDescriptors.require(SpareDescriptors.TO_TALK);
            }
            if (present == null || !present.test(given, instrumentation)) {
                begin(given, instrumentation, true);
            }
        } catch (Throwable e) {
            if (!isWithdrawn(arguments)) {
                complain(e);
            }
        }
    }

    /** The command that asked was interrupted meanwhile and has taken its jar away: nobody waits for LastAck to start. */
    private static boolean isWithdrawn(@Nullable String arguments) {
        return arguments != null
                && Invitation.isOne(arguments)
                && !new File(Invitation.parse(arguments).jar()).exists();
    }

    /**
     * For code in this JVM, {@code lastack-junit}: starts the watch where none runs, without a report at exit, and gives
     * what tells the open connections, in JDK types.
     *
     * @param instrumentation asked for only where a watch has to be started
     * @throws Exception where it cannot be started
     */
    public static synchronized Supplier<?> connections(Supplier<Instrumentation> instrumentation) throws Exception {
        BiPredicate<String, Instrumentation> present = instance;
        if (present instanceof Supplier<?> connections) {
            return connections;
        }
        prepare(SpareDescriptors.TO_BEGIN);
        AgentInstance fresh = new AgentInstance(new Farewell(null), true);
        fresh.attach(List.of(), false, instrumentation.get());
        instance = fresh;
        return fresh;
    }

    /** Before anything else: nothing of the JDK may be first used by LastAck while it can fail. */
    private static void prepare(int descriptors) {
        SpareDescriptors.require(descriptors);
        SpareMemory.require(SpareMemory.TO_BEGIN);
        JdkClasses.initialise();
    }

    private static void complain(Throwable e) {
        StartMessage.say("lastack: not started, the application runs without it: " + reason(e));
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return e instanceof IllegalStateException && message != null ? message : e.toString();
    }

    private static File jarFor(String arguments) throws ReflectiveOperationException {
        if (Invitation.isOne(arguments)) {
            return new File(Invitation.parse(arguments).jar());
        }
        try {
            return new File(Agent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new ReflectiveOperationException(e);
        }
    }

    @SuppressWarnings("unchecked") // the same JDK interface on both sides
    private static boolean isJoined(Function<?, ?> present, String arguments) {
        return ((Function<String, Boolean>) present).apply(arguments);
    }

    private static void begin(String arguments, Instrumentation instrumentation, boolean late) throws Exception {
        BiPredicate<String, Instrumentation> fresh = apart(jarFor(arguments), late);
        instance = fresh;
        if (!fresh.test(arguments, instrumentation)) {
            throw new IllegalStateException("it has ended already");
        }
    }

    @SuppressWarnings("unchecked") // the same JDK interface on both sides
    private static BiPredicate<String, Instrumentation> apart(File jar, boolean late) throws Exception {
        AgentLoader loader = new AgentLoader(jar);
        return (BiPredicate<String, Instrumentation>) Class.forName(INSTANCE, true, loader)
                .asSubclass(BiPredicate.class)
                .getConstructor(Runnable.class, boolean.class)
                .newInstance(new Farewell(loader), late);
    }

    private static synchronized void forget(@Nullable AgentLoader loader) {
        BiPredicate<String, Instrumentation> present = instance;
        if (present != null && (loader == null || present.getClass().getClassLoader() == loader)) {
            instance = null;
        }
    }

    /** Forgets an instance that has nothing left to do here, and closes its loader. */
    private static final class Farewell implements Runnable {

        private final @Nullable AgentLoader loader;

        Farewell(@Nullable AgentLoader loader) {
            this.loader = loader;
        }

        @Override
        public void run() {
            forget(loader);
            if (loader != null) {
                loader.close();
                RecordCaches.letGo();
            }
        }
    }
}
