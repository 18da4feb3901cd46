package dev.lastack.it.programs.lifecycle;

/** A platform thread that waits for the network counts as RUNNABLE: only its innermost frame tells. */
final class BlockedThreads {

    private BlockedThreads() {}

    static boolean inNativeCode(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getClassName().startsWith("sun.nio.ch.");
    }
}
