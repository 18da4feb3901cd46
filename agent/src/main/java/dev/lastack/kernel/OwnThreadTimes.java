package dev.lastack.kernel;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The processor time of LastAck's own threads, as the kernel has counted it; by their names, because asking the JVM would
 * initialise its management. What a thread did after it was last looked at, and before it ended, is missing.
 */
public final class OwnThreadTimes {

    private static final String PREFIX = "lastack-";

    /** A number may have been given to another thread meanwhile: so many looks believe that it was not. */
    private static final int LOOKS = 16;

    /** Linux has 16 characters. */
    private static final int LONGEST_NAME = 32;

    private final Path tasks;

    // guarded by this
    private final Map<String, Long> running = new HashMap<>();
    private long endedNanos;

    /** Of threads that are not LastAck's, which may be thousands: their names are not read each time. */
    private Set<String> others = Set.of();

    private int looks;

    /** @param process {@code /proc/self} */
    public OwnThreadTimes(Path process) {
        this.tasks = process.resolve("task");
    }

    /** In seconds, since the first thread was started; never less than before. Negative where the kernel does not tell. */
    public synchronized double seconds() {
        Map<String, Long> now = new HashMap<>();
        Set<String> before = looks++ % LOOKS == 0 ? Set.of() : others;
        Set<String> othersNow = new HashSet<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String number = String.valueOf(thread.getFileName());
                if (before.contains(number) || !isOwn(thread)) {
                    othersNow.add(number);
                } else {
                    read(thread, number, now);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return -1;
        }
        others = othersNow;
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

    private static boolean isOwn(Path thread) {
        try {
            return ProcFile.text(thread.resolve("comm"), new byte[LONGEST_NAME]).startsWith(PREFIX);
        } catch (IOException | RuntimeException e) {
            return false; // ended meanwhile
        }
    }

    private static void read(Path thread, String number, Map<String, Long> times) {
        long nanos = ThreadCpuTime.of(thread).nanos();
        if (nanos >= 0) { // it has ended meanwhile, or this kernel has no schedstat
            times.put(number, nanos);
        }
    }
}
