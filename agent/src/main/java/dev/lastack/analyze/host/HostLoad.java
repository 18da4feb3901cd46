package dev.lastack.analyze.host;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.HostNetwork;
import dev.lastack.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What all code paths of a snapshot do to the host together: now, or for a verdict at exit in the worst window of the run.
 *
 * @param destinations each in its own worst window
 * @param codePaths all of them in the worst window of all together
 */
public record HostLoad(
        Snapshot snapshot,
        Settings settings,
        HostSettings host,
        List<Destination> destinations,
        List<CodePath> codePaths) {

    /**
     * A rate taken over the first seconds of a burst says little: unless a tenth of what it is held against is there
     * already, nothing is concluded from it.
     */
    public static final double LEAST_PART_SEEN = 0.1;

    public static HostLoad of(Snapshot snapshot, Settings settings) {
        return new HostLoad(
                snapshot,
                settings,
                HostSettings.of(snapshot.hostNetwork()),
                Destination.allOf(snapshot).stream()
                        .map(destination -> destination.atItsWorst(snapshot, settings))
                        .toList(),
                WorstWindow.apply(snapshot.codePaths(), Load.TIME_WAITS, snapshot, settings));
    }

    /** The code paths that leave TIME_WAIT, those with the most first. */
    public List<CodePath> timeWaitPaths() {
        return paths().filter(path -> path.timeWait().left() > 0)
                .sorted(Comparator.comparingDouble(HostLoad::debt).reversed())
                .toList();
    }

    /** Entries that this process keeps in the kernel's table at its present rate, or has there now. */
    public double timeWaits(long limit) {
        double now = timeWaitsNow();
        double steady = sum(path -> path.timeWait().steadyState());
        return now >= LEAST_PART_SEEN * limit ? Math.max(now, steady) : now;
    }

    /** In a window that is over, at its end: what the kernel has by now is no bound of that. */
    public long timeWaitsNow() {
        return RateWindow.isOver(codePaths)
                ? paths().mapToLong(path -> path.timeWait().now()).sum()
                : snapshot.timeWaitsNow();
    }

    public double timeWaitsPerSecond() {
        return sum(path -> path.timeWait().perSecond());
    }

    /** How often the table overflowed while we watched, whoever filled it; 0 where that is not known. */
    public long overflows() {
        HostNetwork network = snapshot.hostNetwork();
        Map<String, Long> atStart = network.countersAtStart();
        Long before = atStart.get("timeWaitOverflow");
        Long now = network.counters().get("timeWaitOverflow");
        return before == null || now == null ? 0 : Math.max(0, now - before);
    }

    public long windowMillis() {
        return RateWindow.millis(codePaths, settings);
    }

    /** {@code the last 1m 00s}. */
    public String window() {
        return RateWindow.words(codePaths, settings);
    }

    private static double debt(CodePath path) {
        return Math.max(path.timeWait().steadyState(), (double) path.timeWait().now());
    }

    private double sum(ToDoubleFunction<CodePath> number) {
        return paths().mapToDouble(number).sum();
    }

    private Stream<CodePath> paths() {
        return codePaths.stream();
    }
}
