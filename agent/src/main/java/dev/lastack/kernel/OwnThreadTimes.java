package dev.lastack.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of LastAck's own threads, as the kernel has counted it; by their names, because asking the JVM would
 * initialise its management. What a thread did after it was last looked at, and before it ended, is missing.
 */
public final class OwnThreadTimes {

    private static final String PREFIX = "lastack-";

    private final Path tasks;

    // guarded by this
    private final Map<String, Long> running = new HashMap<>();
    private long endedNanos;

    /** @param process {@code /proc/self} */
    public OwnThreadTimes(Path process) {
        this.tasks = process.resolve("task");
    }

    /** In seconds, since the first thread was started; never less than before. Negative where the kernel does not tell. */
    public synchronized double seconds() {
        Map<String, Long> now = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                read(thread, now);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return -1;
        }
        if (now.isEmpty()) {
            return -1; // one of them at least is there: its time is not told
        }
        running.forEach((thread, nanos) -> {
            Long later = now.get(thread);
            if (later == null || later < nanos) { // it has ended, and its number may be another's
                endedNanos += nanos;
            }
        });
        running.clear();
        running.putAll(now);
        return (endedNanos + now.values().stream().mapToLong(Long::longValue).sum()) / 1e9;
    }

    private static void read(Path thread, Map<String, Long> times) {
        try {
            if (!Files.readString(thread.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .startsWith(PREFIX)) {
                return;
            }
            long nanos = ThreadCpuTime.of(thread).nanos();
            if (nanos >= 0) { // it has ended meanwhile, or this kernel has no schedstat
                times.put(thread.getFileName().toString(), nanos);
            }
        } catch (IOException | RuntimeException e) {
            // ended meanwhile
        }
    }
}
