package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import dev.lastack.track.objects.ObjectSearch;
import dev.lastack.track.thread.PlatformThreads;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The selectors of threads, by what these were made to run: of an event loop that is stuck since before the agent no
 * hook has told.
 */
final class ThreadSelectors {

    private static final int MAX_THREADS = 400;
    private static final int MAX_STEPS = 6;
    private static final int MAX_OBJECTS = 200;

    /** @param holder the class that has the selector in a field */
    private record Loop(Thread thread, Class<?> holder) {}

    private final IdentityHashMap<Selector, Loop> loops = new IdentityHashMap<>();

    /** Asked for each of its connections. */
    private final Map<Loop, Boolean> inside = new HashMap<>();

    private ThreadSelectors() {}

    static ThreadSelectors now(Fields fields) {
        ThreadSelectors now = new ThreadSelectors();
        ObjectSearch search = new ObjectSearch(fields, MAX_STEPS, MAX_OBJECTS);
        PlatformThreads.all().stream().limit(MAX_THREADS).forEach(thread -> now.add(thread, search, fields));
        return now;
    }

    private void add(Thread thread, ObjectSearch search, Fields fields) {
        Object task = ThreadTasks.of(thread, fields);
        Object holder = search.nearest(
                task == null ? thread : task,
                object -> !selectors(object, fields).isEmpty(),
                object -> object != thread && (object instanceof Thread || object instanceof ClassLoader));
        if (holder != null) {
            for (Selector selector : selectors(holder, fields)) {
                loops.putIfAbsent(selector, new Loop(thread, holder.getClass()));
            }
        }
    }

    private static List<Selector> selectors(Object holder, Fields fields) {
        List<Selector> selectors = new ArrayList<>();
        for (Object held : fields.referents(holder)) {
            if (held instanceof Selector selector) {
                selectors.add(selector);
            }
        }
        return selectors;
    }

    Set<Selector> all() {
        return loops.keySet();
    }

    /** Null where none is inside the code that has the selector: others than its loop may lead to it. */
    @Nullable
    Thread loopOf(Selector selector) {
        Loop loop = loops.get(selector);
        return loop != null && inside.computeIfAbsent(loop, ThreadSelectors::isInside) ? loop.thread() : null;
    }

    private static boolean isInside(Loop loop) {
        for (StackTraceElement frame : loop.thread().getStackTrace()) {
            for (Class<?> type = loop.holder(); type != null; type = type.getSuperclass()) {
                if (frame.getClassName().equals(type.getName())) {
                    return true;
                }
            }
        }
        return false;
    }
}
