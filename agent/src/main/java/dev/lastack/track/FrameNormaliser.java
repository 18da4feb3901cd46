package dev.lastack.track;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the VM's frames to those a person reads: LastAck's own and reflection's plumbing are cut by name, generated
 * class names lose their numbers, so that the same code always gives the same stack. Any thread but not a hook's.
 */
final class FrameNormaliser {

    private static final String HOOKS = "java.net.LastAckHooks";
    private static final String OWN = "dev.lastack.track.";

    /** Reflection starts natively and is compiled after 15 calls (JDK 17): two stacks for one line of code. */
    private static final String[] PLUMBING = {"jdk.internal.reflect.", "java.lang.reflect.Method", "java.lang.invoke."};

    private static final String JVM_MANAGEMENT = "sun.management.jmxremote.";

    private final ApplicationCode applicationCode;
    private final int depth;
    private final Map<List<Site>, NormalStack> interned = new ConcurrentHashMap<>();
    private final Map<StackTraceElement, Site> sites = new ConcurrentHashMap<>();

    FrameNormaliser(ApplicationCode applicationCode, int depth) {
        this.applicationCode = applicationCode;
        this.depth = depth;
    }

    NormalStack normalise(StackTraceElement[] raw) {
        List<Site> frames = new ArrayList<>();
        boolean management = false;
        for (int i = firstForeign(raw); i < raw.length && frames.size() < depth; i++) {
            String name = raw[i].getClassName();
            management |= name.startsWith(JVM_MANAGEMENT);
            if (!plumbing(name)) {
                frames.add(sites.computeIfAbsent(raw[i], this::site));
            }
        }
        boolean jvmManagement = management;
        return interned.computeIfAbsent(List.copyOf(frames), key -> new NormalStack(new Stack(key), jvmManagement));
    }

    /** The first frame that is not ours: after the hook, or after the tracker where a test calls it directly. */
    private static int firstForeign(StackTraceElement[] raw) {
        int i = 0;
        while (i < raw.length && raw[i].getClassName().startsWith(OWN)) {
            i++;
        }
        while (i < raw.length && raw[i].getClassName().equals(HOOKS)) {
            i++;
        }
        return i;
    }

    private static boolean plumbing(String className) {
        for (String prefix : PLUMBING) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private Site site(StackTraceElement frame) {
        String name = GeneratedNames.strip(frame.getClassName());
        return new Site(
                name, frame.getMethodName(), frame.getFileName(), frame.getLineNumber(), applicationCode.owns(name));
    }
}
