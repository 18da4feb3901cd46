package dev.lastack.heap;

import dev.lastack.heap.hprof.HeapDump;
import dev.lastack.heap.hprof.HeapRoot;
import dev.lastack.heap.hprof.HeapThread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The threads of a dump, by name, and the words for what a path begins with. */
final class Roots {

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final HeapDump dump;
    private final Map<Integer, HeapThread> byObject = new HashMap<>();

    Roots(HeapDump dump) {
        this.dump = dump;
        for (HeapThread thread : dump.threads()) {
            byObject.put(dump.number(thread.object()), thread);
        }
    }

    /** A thread of LastAck's: what its stack holds is a question, not an owner. */
    boolean isOurs(HeapRoot root) {
        HeapThread thread = dump.thread(root.thread());
        return thread != null && name(thread).startsWith("lastack-");
    }

    /** Null where the object is no thread that runs. */
    @Nullable
    String ofThread(int object) {
        HeapThread thread = byObject.get(object);
        return thread == null ? null : words(thread, -1);
    }

    String of(HeapRoot root) {
        HeapThread thread = dump.thread(root.thread());
        return switch (root.kind()) {
            case THREAD -> thread == null ? "a thread" : words(thread, -1);
            case LOCAL -> thread == null ? "a local variable" : words(thread, root.frame()) + ": a local variable";
            case NATIVE -> thread == null ? "native code" : words(thread, -1) + ": native code";
            case MONITOR -> "a lock that is held";
        };
    }

    /** {@code thread "worker-*" at com.acme.Job.run(Job.java:42)}: the frame itself, or where the thread stands. */
    private String words(HeapThread thread, int frame) {
        List<String> stack = thread.stack();
        String own = frame >= 0 && frame < stack.size() && !isJdk(stack.get(frame)) ? stack.get(frame) : null;
        String at = own != null
                ? own
                : stack.stream().filter(one -> !isJdk(one)).findFirst().orElse(null);
        String name = name(thread).replaceAll("\\d+", "*");
        return "thread \"" + name + "\"" + (at == null ? "" : " at " + at);
    }

    private static boolean isJdk(String frame) {
        return JDK.stream().anyMatch(frame::startsWith);
    }

    private String name(HeapThread thread) {
        int object = dump.number(thread.object());
        return Objects.requireNonNullElse(dump.string(dump.target(object, "name")), "");
    }
}
