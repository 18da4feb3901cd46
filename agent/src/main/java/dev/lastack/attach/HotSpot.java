package dev.lastack.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import dev.lastack.attach.TargetException.Problem;
import java.io.IOException;

/** The JDK's attach API. Apart from the rest: its module, jdk.attach, may be missing here. */
final class HotSpot {

    private static final int OLDEST = 17;

    private HotSpot() {}

    static void load(TargetProcess target, String jar, String argument) throws TargetException {
        VirtualMachine vm = attach(target);
        try {
            requireVersion(target, vm.getSystemProperties().getProperty("java.specification.version", ""));
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

    /** {@code 1.8}, {@code 11}, {@code 25}. */
    static void requireVersion(TargetProcess target, String specification) throws TargetException {
        String major = specification.startsWith("1.") ? specification.substring(2) : specification;
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
