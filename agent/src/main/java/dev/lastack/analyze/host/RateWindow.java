package dev.lastack.analyze.host;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.text.Words;
import java.util.List;

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

    /** {@code the last 1m 00s}. */
    public static String words(List<CodePath> paths, Settings settings) {
        return "the last " + Words.duration(millis(paths, settings));
    }
}
