package dev.lastack.snapshot;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stack frame, written {@code package.Class.method(File.java:42)}.
 *
 * @param fileName null where the class has no source attribute
 * @param lineNumber below 0 where unknown
 * @param application true where the frame is the application's own: neither the JDK's nor a known library's
 */
public record Site(
        String className, String methodName, @Nullable String fileName, int lineNumber, boolean application) {

    /**
     * Written out, and the next too, as in other keys of what is counted: what the compiler makes for a record is put
     * together at its first use, which took 30 ms of every start.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Site that
                && lineNumber == that.lineNumber
                && application == that.application
                && className.equals(that.className)
                && methodName.equals(that.methodName)
                && Objects.equals(fileName, that.fileName);
    }

    @Override
    public int hashCode() {
        return (className.hashCode() * 31 + methodName.hashCode()) * 31 + lineNumber;
    }

    /** Wherever in it. */
    public boolean isInSameMethod(Site other) {
        return className.equals(other.className) && methodName.equals(other.methodName);
    }

    /** Outermost of a thread's own frames, but for a subclass's; what stands below was captured by whoever gave it work. */
    public boolean isThreadRun() {
        return methodName.equals("run")
                && (className.equals("java.lang.Thread")
                        || className.equals("java.lang.VirtualThread")
                        || className.equals("java.util.concurrent.ForkJoinWorkerThread"));
    }

    /** Nothing is above it in the stack of a thread: above it are the frames of the thread that was started here. */
    public boolean isThreadStart() {
        return className.equals("java.lang.Thread") && methodName.equals("start");
    }

    /** As {@link StackTraceElement} prints it, without module and loader: what an editor makes a link of. */
    @Override
    public String toString() {
        return className + "." + methodName + "(" + location() + ")";
    }

    /** Without the package: {@code Class.method(File.java:42)}. */
    public String shortForm() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + methodName + "(" + location() + ")";
    }

    private String location() {
        if (fileName == null) {
            return "Unknown Source";
        }
        return lineNumber >= 0 ? fileName + ":" + lineNumber : fileName;
    }
}
