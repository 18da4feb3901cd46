package dev.lastack.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers came to be over time: points that are close together near the end and further apart before it. Taken
 * from what is counted anyway; the kernel is not asked.
 *
 * @param points the times that all series have in common, oldest first
 * @param total of all code paths together
 * @param codePaths of those that have or had a finding
 */
public record History(List<Point> points, Series total, List<Series> codePaths) {

    public static final History NONE = new History(List.of(), new Series("", false, null, List.of()), List.of());

    public History {
        points = List.copyOf(points);
        codePaths = List.copyOf(codePaths);
    }

    /**
     * A span of time.
     *
     * @param at its end
     */
    public record Point(Instant at, long spanMillis) {}

    /**
     * One value for each point.
     *
     * @param codePath its id; empty for all of them
     * @param found whether a report before this one had a finding about it
     * @param since when it began to be kept: before that nothing is known; null: from the first point on
     */
    public record Series(
            String codePath, boolean found, @Nullable Instant since, List<Values> values) {
        public Series {
            values = List.copyOf(values);
        }
    }

    /**
     * Of one span.
     *
     * @param open at most in it
     * @param closeWait at most in it
     * @param timeWait entries of the last minute, at most in it; as the program made them, whatever the kernel has done
     * @param opened in it
     * @param closedByLocal ended in it, with this side as first closer
     * @param closedByRemote likewise
     * @param closedOtherwise reset, simultaneous or unknown
     */
    public record Values(
            int open,
            int closeWait,
            int timeWait,
            int opened,
            int closedByLocal,
            int closedByRemote,
            int closedOtherwise) {

        /** What a longer span of two has. */
        public Values and(Values later) {
            return new Values(
                    Math.max(open, later.open),
                    Math.max(closeWait, later.closeWait),
                    Math.max(timeWait, later.timeWait),
                    opened + later.opened,
                    closedByLocal + later.closedByLocal,
                    closedByRemote + later.closedByRemote,
                    closedOtherwise + later.closedOtherwise);
        }
    }
}
