package dev.lastack.track.thread;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The platform threads of this JVM, as of about now. Virtual ones cannot be listed. */
public final class PlatformThreads {

    private PlatformThreads() {}

    public static List<Thread> all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        @Nullable Thread[] threads = new Thread[root.activeCount() + 64];
        root.enumerate(threads);
        List<Thread> all = new ArrayList<>();
        for (Thread thread : threads) {
            if (thread != null) {
                all.add(thread);
            }
        }
        return all;
    }
}
