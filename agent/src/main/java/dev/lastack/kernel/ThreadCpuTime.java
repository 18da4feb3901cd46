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

    /** Nanoseconds on a processor come first there. */
    private static final String FILE = "schedstat";

    private final @Nullable Path file;

    private ThreadCpuTime(@Nullable Path file) {
        this.file = file;
    }

    /** Of the calling thread. */
    public static ThreadCpuTime ofThisThread() {
        return ofThisThread(Path.of("/proc"));
    }

    static ThreadCpuTime ofThisThread(Path proc) {
        try {
            // a link to PID/task/TID, which the JDK does not tell
            return new ThreadCpuTime(proc.resolve(Files.readSymbolicLink(proc.resolve("thread-self")))
                    .resolve(FILE));
        } catch (IOException | RuntimeException e) {
            return new ThreadCpuTime(null);
        }
    }

    /** Nanoseconds since the thread began; -1 where not known, as after its end. Any thread. */
    public long nanos() {
        if (file == null) {
            return -1;
        }
        try {
            String text = Files.readString(file);
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
