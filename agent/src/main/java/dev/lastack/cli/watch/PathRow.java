package dev.lastack.cli.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code path, and what has become of it since the report before.
 *
 * @param closeWaitChange since then; 0 at the first report
 * @param openedPerSecond since then; at the first report over the agent's own window
 */
record PathRow(WatchedPath path, long closeWaitChange, double openedPerSecond) {

    static List<PathRow> of(WatchedJvm now, @Nullable WatchedJvm before) {
        Map<String, WatchedPath> old = new HashMap<>();
        if (before != null) {
            before.paths().forEach(path -> old.put(path.id(), path));
        }
        double seconds = before == null ? 0 : seconds(before, now);
        return now.paths().stream()
                .map(path -> of(path, old.get(path.id()), seconds, before != null))
                .toList();
    }

    private static PathRow of(WatchedPath path, @Nullable WatchedPath before, double seconds, boolean second) {
        if (!second || seconds <= 0) {
            return new PathRow(path, 0, path.openedPerSecond());
        }
        long closeWait = before == null ? 0 : before.closeWait();
        long opened = before == null ? 0 : before.opened();
        return new PathRow(path, path.closeWait() - closeWait, Math.max(0, path.opened() - opened) / seconds);
    }

    static double seconds(WatchedJvm before, WatchedJvm now) {
        return Duration.between(before.at(), now.at()).toMillis() / 1000.0;
    }
}
