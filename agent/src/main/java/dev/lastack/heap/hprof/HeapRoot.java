package dev.lastack.heap.hprof;

/**
 * An object that the collector keeps for its own sake.
 *
 * @param thread serial number of the thread; 0 where it is none's
 * @param frame depth in the thread's stack, innermost 0; below 0 where not known
 */
public record HeapRoot(Kind kind, long object, long thread, int frame) {

    /** Why. */
    public enum Kind {
        /** A thread that has started and not ended. */
        THREAD,
        /** A local variable, or a parameter, of a Java method that runs. */
        LOCAL,
        /** Native code, or the virtual machine itself. */
        NATIVE,
        /** A lock that somebody holds. */
        MONITOR
    }
}
