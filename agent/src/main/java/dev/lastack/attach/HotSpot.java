package dev.lastack.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import dev.lastack.attach.TargetException.Problem;
import java.io.IOException;

/**
 * Loads the agent into a running JVM by the JDK's attach API, and where that finds nobody by HotSpot's protocol itself.
 * Apart from the rest: its module, jdk.attach, may be missing here.
 */
final class HotSpot {

    private static final int OLDEST = 17;

    /** Of the JDK's own bound, attachTimeout, which is 10 s, and the connecting after it. */
    private static final int LISTEN_MILLIS = 20_000;

    /** All classes of the agent are loaded in it, on a host that may be starved. */
    private static final int LOAD_MILLIS = 30_000;

    private static final String LISTEN = "listen to the attach mechanism";
    private static final String MEASURE = "tell its metaspace";
    private static final String LOAD = "load the agent";

    private HotSpot() {}

    /**
     * Its system properties are not asked for: what prints them reads the time zones' file, and breaks java.util.Date for
     * the application where no descriptor is left.
     */
    static void load(TargetProcess target, String jar, String argument) throws TargetException, IOException {
        requireVersion(target, target.javaVersion());
        if (target.hasPrivateTmp()) {
            loadIntoPrivateTmp(target, jar, argument);
            return;
        }
        VirtualMachine vm = Bounded.within(LISTEN_MILLIS, target, LISTEN, () -> attach(target));
        try {
            requireMetaspace(target, new HotSpotSocket(target));
        } catch (TargetException e) {
            detach(vm);
            throw e;
        }
        Bounded.within(LOAD_MILLIS, target, LOAD, () -> {
            load(target, vm, jar, argument);
            return jar;
        });
    }

    private static void loadIntoPrivateTmp(TargetProcess target, String jar, String argument)
            throws TargetException, IOException {
        HotSpotSocket socket = new HotSpotSocket(target);
        Bounded.within(LISTEN_MILLIS, target, LISTEN, () -> {
            socket.awaitListening();
            return jar;
        });
        requireMetaspace(target, socket);
        Bounded.within(LOAD_MILLIS, target, LOAD, () -> {
            socket.load(jar, argument);
            return jar;
        });
    }

    private static void requireMetaspace(TargetProcess target, HotSpotSocket socket) throws TargetException {
        MemoryRoom memory = new MemoryRoom(target);
        if (memory.hasLimitedMetaspace()) {
            try {
                memory.requireMetaspace(Bounded.within(LISTEN_MILLIS, target, MEASURE, socket::metaspace));
            } catch (IOException e) {
                // it says nothing: loading will tell
            }
        }
    }

    private static void load(TargetProcess target, VirtualMachine vm, String jar, String argument)
            throws TargetException {
        try {
            vm.loadAgent(jar, argument);
        } catch (AgentLoadException | AgentInitializationException e) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE, target.pid() + " did not take the agent: " + e.getMessage(), e);
        } catch (AttachOperationFailedException e) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE, target.pid() + " did not take the agent: " + e.getMessage(), e);
        } catch (IOException e) {
            throw gone(target, e);
        } finally {
            detach(vm);
        }
    }

    private static VirtualMachine attach(TargetProcess target) throws TargetException {
        try {
            return VirtualMachine.attach(Long.toString(target.pid()));
        } catch (AttachNotSupportedException e) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE, target.pid() + " cannot be attached to: " + e.getMessage(), e);
        } catch (IOException e) {
            throw gone(target, e);
        }
    }

    private static TargetException gone(TargetProcess target, IOException e) {
        return target.isAlive()
                ? new TargetException(
                        Problem.NOT_ATTACHABLE, target.pid() + " cannot be attached to: " + e.getMessage(), e)
                : new TargetException(Problem.GONE, target.pid() + " ended meanwhile", e);
    }

    /** @param version {@code 1.8.0_422}, {@code 11.0.2}, {@code 25}, {@code 26-ea}; empty where not known */
    static void requireVersion(TargetProcess target, String version) throws TargetException {
        String major = version.replaceFirst("^1\\.", "").replaceFirst("\\D.*", "");
        try {
            if (Integer.parseInt(major) >= OLDEST) {
                return;
            }
        } catch (NumberFormatException e) {
            return; // unheard of: the agent will tell
        }
        throw new TargetException(
                Problem.NOT_ATTACHABLE,
                target.pid() + " runs on Java " + major + ", LastAck needs " + OLDEST + " or newer");
    }

    private static void detach(VirtualMachine vm) {
        try {
            vm.detach();
        } catch (IOException e) {
            // nothing is held
        }
    }
}
