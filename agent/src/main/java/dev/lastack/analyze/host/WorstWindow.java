package dev.lastack.analyze.host;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.EphemeralPorts;
import dev.lastack.snapshot.LoadHistory;
import dev.lastack.snapshot.LoadHistory.Slot;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.TimeWait;
import dev.lastack.snapshot.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The window of the run in which several code paths together were busiest. All paths count in the same slots of time,
 * so what is added up was at one time.
 *
 * @param first number of its first slot
 * @param end the number behind its last slot
 * @param seconds its length; less than the configured window where the run ended before it was over
 */
public record WorstWindow(long first, long end, Instant start, double seconds) {

    /**
     * The paths as they were in the worst window of the run, where the verdict is about the whole run; as they are now
     * where it is about the present.
     */
    public static List<CodePath> apply(List<CodePath> paths, Load load, Snapshot snapshot, Settings settings) {
        if (!snapshot.atExit() || paths.isEmpty()) {
            return paths;
        }
        WorstWindow worst = of(paths, load, snapshot, settings);
        if (worst == null) {
            return paths.stream().map(path -> endingNow(path, snapshot)).toList();
        }
        return paths.stream().map(path -> worst.during(path, snapshot)).toList();
    }

    /** Null where no past window was busier than the present one. */
    private static @Nullable WorstWindow of(List<CodePath> paths, Load load, Snapshot snapshot, Settings settings) {
        TreeMap<Long, Long> sums = new TreeMap<>();
        Map<Long, Instant> starts = new TreeMap<>();
        for (CodePath path : paths) {
            for (Slot slot : path.load().slots()) {
                sums.merge(slot.number(), load.in(slot), Long::sum);
                starts.put(slot.number(), slot.start());
            }
        }
        long slots = slots(paths.get(0).load(), settings.window());
        long worst = paths.stream().mapToLong(load::of).sum();
        Long found = null;
        for (Long first : sums.keySet()) {
            long sum = sum(sums, first, first + slots);
            if (sum > worst) {
                worst = sum;
                found = first;
            }
        }
        if (found == null) {
            return null;
        }
        Instant start = Objects.requireNonNull(starts.get(found));
        long millis = Math.min(
                settings.window().toMillis(),
                Duration.between(start, snapshot.takenAt()).toMillis());
        return new WorstWindow(found, found + slots, start, Math.max(1, millis) / 1000.0);
    }

    private static long sum(TreeMap<Long, Long> sums, long first, long end) {
        return sums.subMap(first, end).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long slots(LoadHistory history, Duration time) {
        return Math.max(1, Math.round(time.toMillis() / (double) history.slotMillis()));
    }

    private CodePath during(CodePath path, Snapshot snapshot) {
        long opened = 0;
        long timeWaits = 0;
        long shortOnes = 0;
        long standing = 0;
        long minute = slots(path.load(), Duration.ofSeconds(HostSettings.TIME_WAIT_SECONDS));
        for (Slot slot : path.load().slots()) {
            boolean within = slot.number() >= first && slot.number() < end;
            opened += within ? slot.opened() : 0;
            timeWaits += within ? slot.timeWaits() : 0;
            shortOnes += within ? slot.shortOnes() : 0;
            standing += slot.number() >= end - minute && slot.number() < end ? slot.timeWaits() : 0;
        }
        double perSecond = timeWaits / seconds;
        double steady = perSecond * HostSettings.TIME_WAIT_SECONDS;
        TimeWait timeWait =
                new TimeWait(path.timeWait().left(), standing, perSecond, steady, portShare(path, steady, snapshot));
        return of(
                path,
                timeWait,
                path.traffic().in(new Traffic.Worst(start, true), seconds, opened, shortOnes),
                start.plusMillis(Math.round(1000 * seconds)));
    }

    private static double portShare(CodePath path, double steady, Snapshot snapshot) {
        EphemeralPorts ports = EphemeralPorts.of(snapshot.hostNetwork());
        return path.isClient() && ports != null && ports.count() > 0 ? steady / ports.count() : 0;
    }

    private static CodePath endingNow(CodePath path, Snapshot snapshot) {
        Traffic now = path.traffic();
        Instant start = snapshot.takenAt().minusMillis(Math.round(1000 * now.windowSeconds()));
        return of(
                path,
                path.timeWait(),
                now.in(new Traffic.Worst(start, false), now.windowSeconds(), now.openedInWindow(), now.shortInWindow()),
                snapshot.takenAt());
    }

    /** Of those open now, those that were open by then. */
    private static CodePath of(CodePath path, TimeWait timeWait, Traffic traffic, Instant end) {
        return path.with(
                path.open().stream()
                        .filter(connection -> !connection.openedAt().isAfter(end))
                        .toList(),
                timeWait,
                traffic);
    }
}
