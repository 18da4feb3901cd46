package dev.lastack.launch;

import dev.lastack.track.Tracking;
import org.jspecify.annotations.Nullable;

/**
 * A group of threads whose sockets are LastAck's own. Made when the first is needed; threads that these start, and the
 * JDK's servers start some, are in it too.
 */
final class OwnThreads {

    private final Tracking tracking;
    private @Nullable ThreadGroup group;

    OwnThreads(Tracking tracking) {
        this.tracking = tracking;
    }

    synchronized Thread start(String name, Runnable task) {
        Thread thread = new Thread(present(), task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
    }

    private ThreadGroup present() {
        ThreadGroup present = group;
        if (present == null) {
            present = new ThreadGroup(root(), "lastack");
            group = present;
            tracking.ownThreads(present);
        }
        return present;
    }

    /** Not that of whoever attaches, which may end. */
    private static ThreadGroup root() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup above = root; above != null; above = above.getParent()) {
            root = above;
        }
        return root;
    }

    /** Its threads have ended. Up to JDK 18 the group above would hold it for ever. */
    @SuppressWarnings({"deprecation", "removal"})
    synchronized void end() {
        ThreadGroup present = group;
        group = null;
        tracking.ownThreads(null);
        if (present != null && Runtime.version().feature() < 19) {
            try {
                present.destroy();
            } catch (IllegalThreadStateException e) {
                present.setDaemon(true); // goes with its last thread
            }
        }
    }
}
