package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import org.jspecify.annotations.Nullable;

/** What a platform thread was made to run. */
final class ThreadTasks {

    private ThreadTasks() {}

    /** Null where it is no task but the thread's own {@code run}. */
    static @Nullable Object of(Thread thread, Fields fields) {
        Object task = fields.get(thread, "target"); // JDK 17
        return task == null ? fields.get(fields.get(thread, "holder"), "task") : task;
    }
}
