package dev.lastack.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Processor time of one thread, by the kernel: {@code java.lang.management} would do, and would be initialised by us in
 * programs that never use it.
 */
public final class ThreadCpuTime {

    private static final String FILE = "schedstat";
    private static final int LONGEST = 128;

    private final @Nullable Path file;

    private ThreadCpuTime(@Nullable Path file) {
        this.file = file;
    }

    /** Of the calling thread. */
    public static ThreadCpuTime ofThisThread() {
        return ofThisThread(Path.of("/proc"));
    }

    /** @param task {@code /proc/PID/task/TID} */
    static ThreadCpuTime of(Path task) {
        return new ThreadCpuTime(task.resolve(FILE));
    }

    static ThreadCpuTime ofThisThread(Path proc) {
        try {
            // a link to PID/task/TID, which the JDK does not tell
            return of(proc.resolve(Files.readSymbolicLink(proc.resolve("thread-self"))));
        } catch (IOException | RuntimeException e) {
            return new ThreadCpuTime(null);
        }
    }

    /** Nanoseconds since the thread began; -1 where not known, as after its end. Any thread. */
    public long nanos() {
        return number(0);
    }

    /** For how long it could have run since it began, and had no processor; -1 where not known. Any thread. */
    public long waitedNanos() {
        return number(1);
    }

    /** Time on a processor, time waiting for one, slices. */
    private long number(int which) {
        if (file == null) {
            return -1;
        }
        try {
            return Long.parseLong(ProcFile.text(file, new byte[LONGEST]).split(" ")[which]);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
