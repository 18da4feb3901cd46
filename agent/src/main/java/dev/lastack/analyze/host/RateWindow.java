package dev.lastack.analyze.host;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Traffic;
import dev.lastack.text.Words;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The time over which rates were taken. */
public final class RateWindow {

    private RateWindow() {}

    /** Of the rates of these paths: the window, or less where all are younger. */
    public static long millis(List<CodePath> paths, Settings settings) {
        double seconds = paths.stream()
                .mapToDouble(path -> path.traffic().windowSeconds())
                .max()
                .orElse(0);
        long window = settings.window().toMillis();
        return seconds > 0 ? Math.min(window, Math.round(seconds * 1000)) : window;
    }

    /** Their evidence: how long the window was, and at exit when it began. */
    public static void put(Map<EvidenceKey, Number> numbers, List<CodePath> paths, Settings settings) {
        numbers.put(EvidenceKey.WINDOW_MILLIS, millis(paths, settings));
        Traffic.Worst worst = worst(paths);
        if (worst != null) {
            numbers.put(EvidenceKey.WORST_WINDOW_START, worst.start().toEpochMilli());
        }
    }

    /** {@code 120 are in TIME_WAIT now}. */
    public static String standing(long timeWaits, List<CodePath> paths) {
        return Words.count(timeWaits) + (isOver(paths) ? " were in TIME_WAIT at its end" : " are in TIME_WAIT now");
    }

    public static boolean isOver(List<CodePath> paths) {
        Traffic.Worst worst = worst(paths);
        return worst != null && worst.over();
    }

    private static Traffic.@Nullable Worst worst(List<CodePath> paths) {
        return paths.stream()
                .map(path -> path.traffic().worst())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** {@code the last 1m 00s}; of a past window {@code the worst 1m 00s, from 2026-11-22T12:14:03Z on}. */
    public static String words(List<CodePath> paths, Settings settings) {
        String length = Words.duration(millis(paths, settings));
        Traffic.Worst worst = worst(paths);
        return worst != null && worst.over()
                ? "the worst " + length + " of the run, from " + worst.start().truncatedTo(ChronoUnit.SECONDS) + " on"
                : "the last " + length;
    }
}
