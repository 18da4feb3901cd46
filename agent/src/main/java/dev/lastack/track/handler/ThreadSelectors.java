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
import java.util.Objects;
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

    private final Fields fields;
    private final ObjectSearch search;
    private final IdentityHashMap<Selector, Loop> loops = new IdentityHashMap<>();

    /** Of those that no thread leads to: an executor's worker does not keep the task that it runs. */
    private final IdentityHashMap<Selector, @Nullable Loop> byChannels = new IdentityHashMap<>();

    /** Asked for each of its connections. */
    private final Map<Loop, Boolean> inside = new HashMap<>();

    private ThreadSelectors(Fields fields) {
        this.fields = fields;
        search = new ObjectSearch(fields, MAX_STEPS, MAX_OBJECTS);
    }

    static ThreadSelectors now(Fields fields) {
        ThreadSelectors now = new ThreadSelectors(fields);
        PlatformThreads.all().stream().limit(MAX_THREADS).forEach(now::add);
        return now;
    }

    private void add(Thread thread) {
        Object task = ThreadTasks.of(thread, fields);
        Object holder = search.nearest(
                task == null ? thread : task,
                object -> !selectors(object).isEmpty(),
                object -> object != thread && isClosed(object));
        if (holder != null) {
            for (Selector selector : selectors(holder)) {
                loops.putIfAbsent(selector, new Loop(thread, holder.getClass()));
            }
        }
    }

    private static boolean isClosed(Object object) {
        return object instanceof Thread || object instanceof ClassLoader;
    }

    /** The nearest object to what hangs on a channel's key that has both the selector and a thread. */
    private @Nullable Loop byChannel(Selector selector, List<Object> attachments) {
        for (Object attachment : attachments) {
            Object holder = search.nearest(
                    attachment,
                    object -> selectors(object).contains(selector) && fields.threadIn(object) != null,
                    ThreadSelectors::isClosed);
            if (holder != null) {
                return new Loop(Objects.requireNonNull(fields.threadIn(holder)), holder.getClass());
            }
        }
        return null;
    }

    private List<Selector> selectors(Object holder) {
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

    /**
     * Null where none is inside the code that has the selector: others than its loop may lead to it.
     *
     * @param attachments of the keys of a channel of the selector's
     */
    @Nullable
    Thread loopOf(Selector selector, List<Object> attachments) {
        Thread thread = inside(loops.get(selector));
        if (thread != null) {
            return thread;
        }
        if (!byChannels.containsKey(selector)) {
            byChannels.put(selector, byChannel(selector, attachments));
        }
        return inside(byChannels.get(selector));
    }

    private @Nullable Thread inside(@Nullable Loop loop) {
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
