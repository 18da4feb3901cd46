package dev.lastack.track.stack;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.owner.CodeOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sun.nio.ch.LastAckBacktrace;

/**
 * From the VM's frames to those a person reads: LastAck's own and reflection's plumbing are cut by name, generated
 * class names lose their numbers, so that the same code always gives the same stack. Any thread but not a hook's.
 */
public final class FrameNormaliser {

    private static final String HOOKS = "java.net.LastAck";
    private static final String OWN = "dev.lastack.track.";

    /** Reflection starts natively and is compiled after 15 calls (JDK 17): two stacks for one line of code. */
    private static final String[] PLUMBING = {"jdk.internal.reflect.", "java.lang.reflect.Method", "java.lang.invoke."};

    private static final String JVM_MANAGEMENT = "sun.management.jmxremote.";

    /** Without its line, which says nothing and would make two paths of the same start. */
    private static final Site THREAD_START = new Site("java.lang.Thread", "start", "Thread.java", -1, false);

    private final ApplicationCode applicationCode;
    private final int depth;
    private final Map<List<Site>, NormalisedStack> interned = new ConcurrentHashMap<>();
    private final Map<Site, Site> sites = new ConcurrentHashMap<>();
    private final ReferenceTakers referenceTakers = new ReferenceTakers();

    public FrameNormaliser(ApplicationCode applicationCode, int depth) {
        this.applicationCode = applicationCode;
        this.depth = depth;
    }

    public ApplicationCode applicationCode() {
        return applicationCode;
    }

    /** Loads what the first stack would: on the agent's thread, before an event has to wait for it. */
    public void warmUp() {
        normalise(new Throwable());
    }

    public NormalisedStack normalise(Throwable captured) {
        StackTraceElement[] raw = captured.getStackTrace();
        List<Class<?>> classes = LastAckBacktrace.usable() ? LastAckBacktrace.classes(captured) : List.of();
        return normalise(raw, classes.size() == raw.length ? classes : List.of());
    }

    /** Whether the stack came from taking a reference that the garbage collector had queued. */
    boolean takesReference(Throwable captured) {
        StackTraceElement[] raw = captured.getStackTrace();
        List<Class<?>> classes = LastAckBacktrace.usable() ? LastAckBacktrace.classes(captured) : List.of();
        return classes.size() == raw.length && referenceTakers.isOn(raw, classes);
    }

    /**
     * Equal frames give the same object.
     *
     * @param classes of the same frames; empty where the VM did not tell
     */
    public NormalisedStack normalise(StackTraceElement[] raw, List<Class<?>> classes) {
        List<StackTraceElement> frames = new ArrayList<>();
        List<CodeOwner> belongings = new ArrayList<>();
        boolean management = false;
        for (int i = firstForeign(raw); i < raw.length && frames.size() < depth; i++) {
            String name = raw[i].getClassName();
            management |= name.startsWith(JVM_MANAGEMENT);
            if (!plumbing(name)) {
                frames.add(raw[i]);
                belongings.add(applicationCode.of(name, classes.isEmpty() ? null : classes.get(i)));
            }
        }
        return intern(sites(frames, belongings), management);
    }

    /** The frames of the first, then those of the second, up to the depth that is kept. */
    NormalisedStack join(NormalisedStack task, NormalisedStack submitter) {
        List<Site> frames = new ArrayList<>(task.stack.frames());
        frames.addAll(submitter.stack.frames());
        return intern(frames.subList(0, Math.min(depth, frames.size())), task.jvmManagement);
    }

    /**
     * What a thread does, and below it the application's part of the stack that started the thread; that only where the
     * thread's own has no frame of the application.
     */
    NormalisedStack joinStart(NormalisedStack own, NormalisedStack start) {
        if (own.application || !start.application) {
            return own;
        }
        List<Site> below = start.stack.frames();
        List<Site> frames = new ArrayList<>(own.stack.frames());
        if (frames.size() >= depth - 1) {
            frames.subList(depth / 2, frames.size()).clear();
        }
        frames.add(THREAD_START);
        int first = 0;
        while (!below.get(first).application()) {
            first++;
        }
        frames.addAll(below.subList(first, Math.min(below.size(), first + depth - frames.size())));
        return interned.computeIfAbsent(
                List.copyOf(frames), key -> new NormalisedStack(new Stack(key), own.jvmManagement, own));
    }

    private NormalisedStack intern(List<Site> frames, boolean management) {
        return interned.computeIfAbsent(List.copyOf(frames), key -> new NormalisedStack(new Stack(key), management));
    }

    /** The surest belonging in the stack makes the application's frames, if it is not a library's throughout. */
    private static CodeOwner surest(List<CodeOwner> belongings) {
        CodeOwner surest = CodeOwner.UNKNOWN;
        for (CodeOwner belonging : belongings) {
            surest = belonging.compareTo(surest) > 0 ? belonging : surest;
        }
        return surest;
    }

    private List<Site> sites(List<StackTraceElement> frames, List<CodeOwner> belongings) {
        CodeOwner least = surest(belongings);
        List<Site> sites = new ArrayList<>(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            sites.add(site(frames.get(i), belongings.get(i).compareTo(least) >= 0));
        }
        return sites;
    }

    private Site site(StackTraceElement frame, boolean application) {
        Site site = new Site(
                GeneratedNames.strip(frame.getClassName()),
                frame.getMethodName(),
                frame.getFileName(),
                frame.getLineNumber(),
                application);
        Site known = sites.putIfAbsent(site, site);
        return known == null ? site : known;
    }

    /** The first frame that is not ours: after the hook, or after the tracker where a test calls it directly. */
    private static int firstForeign(StackTraceElement[] raw) {
        int i = 0;
        while (i < raw.length && raw[i].getClassName().startsWith(OWN)) {
            i++;
        }
        while (i < raw.length && raw[i].getClassName().startsWith(HOOKS)) {
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
}
