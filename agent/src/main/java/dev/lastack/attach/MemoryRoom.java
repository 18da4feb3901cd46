package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a JVM has left, before it is asked to load anything. In one that has none, HotSpot's own loading of
 * agents fails with a page of text on the application's standard error, and the initialiser of a JDK class that LastAck
 * is the first to use fails, which is not tried again until the JVM ends. The agent must not find out by trying: an
 * allocation that fails sets off what {@code -XX:OnOutOfMemoryError} and its kin say.
 */
final class MemoryRoom {

    private static final int MB = 1 << 20;

    /** Measured on 17.0.15 and 25.0.3: from 3 MB on a small program takes the agent, and makes a report. */
    private static final int HEAP_TO_BEGIN = 8 * MB;

    private static final int HEAP_TO_TALK = 3 * MB;

    /** Measured there: 3.8 MB until it is attached, and 6.1 MB with its first reports, text and JSON. */
    private static final int METASPACE_TO_BEGIN = 8 * MB;

    private static final int METASPACE_TO_TALK = 4 * MB;

    /** For a young generation that is about to be collected: its counter contains what is garbage. */
    private static final int LOOKS = 20;

    private static final int BETWEEN_LOOKS_MILLIS = 50;

    /** Both generations are said to be as big as the heap: they share it. */
    private static final int ROUNDING = 1_024;

    private static final Pattern METASPACE_LIMIT = Pattern.compile("-XX:MaxMetaspaceSize=");
    private static final Pattern COMMITTED = Pattern.compile("\\s*Both:.* reserved,\\s*(\\d+) bytes.* committed.*");
    private static final Pattern MOST = Pattern.compile("\\s*MaxMetaspaceSize:\\s*(\\d+) bytes.*");

    private final TargetProcess target;
    private final boolean watched;

    MemoryRoom(TargetProcess target) {
        this.target = target;
        this.watched = target.isWatched();
    }

    /** What it held after its last collection; what it has given up since is not known to anybody. */
    void requireHeap() throws TargetException {
        long needed = watched ? HEAP_TO_TALK : HEAP_TO_BEGIN;
        long free = freeHeap(target.performanceData());
        for (int look = 1; look < LOOKS && free < needed; look++) {
            pause();
            free = Math.max(free, freeHeap(target.performanceData()));
        }
        if (free < needed) {
            throw shortOf(
                    "heap", free, needed, " (after its last collection; jcmd " + target.pid() + " GC.run has another)");
        }
    }

    private static void pause() throws TargetException {
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException(Problem.GONE, "interrupted", e);
        }
    }

    /** Endless where it is not known. */
    static long freeHeap(PerformanceData data) {
        OptionalLong young = data.number("sun.gc.generation.0.maxCapacity");
        OptionalLong old = data.number("sun.gc.generation.1.maxCapacity");
        if (old.isEmpty() || old.getAsLong() <= 0) {
            return Long.MAX_VALUE;
        }
        long usedOld = used(data, 1, 0);
        boolean shared = young.orElse(0) == 0 || Math.abs(young.getAsLong() - old.getAsLong()) < ROUNDING;
        if (shared) {
            return old.getAsLong() - usedOld - used(data, 0, 0) - used(data, 0, 1) - used(data, 0, 2);
        }
        // the survivor spaces are for a collection's own use
        long eden = data.number("sun.gc.generation.0.space.0.maxCapacity").orElse(0);
        return old.getAsLong() - usedOld + Math.max(0, eden - used(data, 0, 0));
    }

    private static long used(PerformanceData data, int generation, int space) {
        return data.number("sun.gc.generation." + generation + ".space." + space + ".used")
                .orElse(0);
    }

    /** Whether its metaspace has an end, as far as is known: to look how far that is, it has to be asked. */
    boolean hasLimitedMetaspace() throws TargetException {
        PerformanceData data = target.performanceData();
        String options = data.text("java.rt.vmArgs") + " " + data.text("java.rt.vmFlags");
        return options.isBlank() || METASPACE_LIMIT.matcher(options).find();
    }

    /** @param told what {@code VM.metaspace basic scale=1} says, which HotSpot writes without the help of Java code */
    void requireMetaspace(List<String> told) throws TargetException {
        long needed = watched ? METASPACE_TO_TALK : METASPACE_TO_BEGIN;
        long free = freeMetaspace(told);
        if (free < needed) {
            throw shortOf("metaspace", free, needed, "");
        }
    }

    /** Endless where it has no end, or where it cannot be read. */
    static long freeMetaspace(List<String> told) {
        long most = number(MOST, told);
        long committed = number(COMMITTED, told);
        return most < 0 || committed < 0 ? Long.MAX_VALUE : most - committed;
    }

    private static long number(Pattern pattern, List<String> lines) {
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches() && matcher.group(1).length() < 19) {
                return Long.parseLong(matcher.group(1));
            }
        }
        return -1;
    }

    private TargetException shortOf(String what, long free, long needed, String more) {
        return new TargetException(
                Problem.NOT_ATTACHABLE,
                target.pid() + " has " + Math.max(0, free) / 1_024 + " KB of " + what + " left, and attaching needs "
                        + needed / 1_024 + " KB: no agent was loaded" + more);
    }
}
