package dev.lastack.cli.audit;

import dev.lastack.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was open at one moment.
 *
 * @param sum of all code paths
 * @param descriptors of the process, -1 where they cannot be counted
 * @param untracked sockets without a record, -1 where not known
 * @param paths by the id of the code path
 */
record Point(Instant at, Count sum, long descriptors, long untracked, Map<String, Count> paths) {

    /**
     * Connections of one code path, or of all.
     *
     * @param opened since the watch began
     * @param open whose descriptor is not released, those in CLOSE_WAIT among them
     */
    record Count(long opened, long open, long closeWait) {

        static final Count NONE = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(opened + other.opened, open + other.open, closeWait + other.closeWait);
        }
    }

    static Point of(JsonObject report, long descriptors) {
        JsonObject totals = report.object("totals");
        Map<String, Count> paths = new LinkedHashMap<>();
        for (JsonObject path : report.objects("codePaths")) {
            paths.put(
                    path.text("id"),
                    new Count(
                            path.count("opened"),
                            path.count("open"),
                            path.object("closeWait").count("now")));
        }
        return new Point(
                Instant.parse(report.text("generatedAt")),
                new Count(totals.count("opened"), totals.count("open"), totals.count("closeWaitNow")),
                descriptors,
                report.object("observation").count("untrackedSockets"),
                paths);
    }

    /** A code path that is not there yet has none. */
    Count of(String path) {
        return paths.getOrDefault(path, Count.NONE);
    }
}
