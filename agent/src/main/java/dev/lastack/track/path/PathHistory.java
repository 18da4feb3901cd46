package dev.lastack.track.path;

import dev.lastack.snapshot.History;
import dev.lastack.snapshot.History.Point;
import dev.lastack.snapshot.History.Series;
import dev.lastack.snapshot.History.Values;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.path.PathSeries.Counts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point a second of what is counted anyway: for all code paths together, and for {@value #MOST_PATHS} of them. Of a
 * fixed size however long it runs: 8 KB for each series. Guarded by the {@link CodePathTable}'s lock, which no hook
 * takes; times are {@link System#nanoTime}.
 */
public final class PathHistory implements Rings.Sink {

    /** Findings are of fewer. When there are more paths, those with the most CLOSE_WAIT or TIME_WAIT are kept. */
    static final int MOST_PATHS = 48;

    /** Between two points. */
    public static final long STEP_NANOS = 1_000_000_000L;

    /** For reports: who asks without end still gets most of the three weeks. */
    private static final long SHORTEST_NANOS = 200_000_000L;

    private final DescriptorTable table;
    private final CodePathTable codePaths;
    private final Rings rings = new Rings();
    private final Map<CodePathStats, PathSeries> series = new HashMap<>();
    private final PathSeries total;
    private final long startNanos;
    private long lastNanos;
    private boolean any;

    /** How many code paths there were at the last point: they come one after the other, and none goes. */
    private int known;

    public PathHistory(DescriptorTable table, CodePathTable codePaths, long now) {
        this.table = table;
        this.codePaths = codePaths;
        this.startNanos = now;
        this.lastNanos = now;
        this.total = new PathSeries(now, Counts.NONE);
    }

    /** Where a second has passed since the last point. */
    public void sampleIfDue(long now) {
        if (now - lastNanos >= STEP_NANOS) {
            sample(now);
        }
    }

    private void sample(long now) {
        Map<CodePathStats, long[]> closeWait = closeWait();
        Counts sum = Counts.NONE;
        List<CodePathStats> paths = codePaths.paths();
        for (int i = 0; i < paths.size(); i++) {
            CodePathStats path = paths.get(i);
            long[] waiting = closeWait.get(path);
            Counts counts = Counts.of(path, waiting == null ? 0 : waiting[0], now);
            sum = sum.plus(counts);
            PathSeries own = seriesOf(path, i >= known, counts);
            if (own != null) {
                own.count(counts);
            }
        }
        total.count(sum);
        rings.add(now, now - lastNanos, this);
        lastNanos = now;
        known = paths.size();
        any = true;
    }

    /** Of open connections, as their records have it. */
    private Map<CodePathStats, long[]> closeWait() {
        Map<CodePathStats, long[]> counts = new HashMap<>();
        table.forEach(c -> {
            if (waits(c)) {
                CodePathStats path = codePaths.path(c);
                if (path != null) {
                    counts.computeIfAbsent(path, p -> new long[1])[0]++;
                }
            }
        });
        return counts;
    }

    private static boolean waits(Connection c) {
        int order = c.order;
        return c.phase != Connection.PENDING
                && c.phase != Connection.COUNTED
                && CloseOrder.remoteClosed(order)
                && !CloseOrder.wasReset(order)
                && !CloseOrder.closeAsked(order)
                && !CloseOrder.outputShut(order);
    }

    /** @param fresh whether it has come since the last point, and has done nothing before that */
    private @Nullable PathSeries seriesOf(CodePathStats path, boolean fresh, Counts now) {
        PathSeries own = series.get(path);
        if (own == null && (series.size() < MOST_PATHS || makeRoom(Math.max(now.closeWait(), now.timeWait())))) {
            own = new PathSeries(fresh ? startNanos : lastNanos, fresh ? Counts.NONE : now);
            series.put(path, own);
        }
        return own;
    }

    /** True where one that was never as bad, and of which nothing was found, has given its place. */
    private boolean makeRoom(long harm) {
        CodePathStats least = null;
        long worst = harm;
        for (Map.Entry<CodePathStats, PathSeries> entry : series.entrySet()) {
            if (!entry.getValue().hadFinding && entry.getValue().worst < worst) {
                least = entry.getKey();
                worst = entry.getValue().worst;
            }
        }
        return least != null && series.remove(least) != null;
    }

    /** From now on these keep their places. */
    public void found(Collection<String> ids) {
        series.forEach((path, own) -> own.hadFinding |= ids.contains(path.id));
    }

    @Override
    public void write(int cell) {
        total.write(cell);
        series.values().forEach(one -> one.write(cell));
    }

    @Override
    public void fold(int to, int[] from) {
        total.fold(to, from);
        series.values().forEach(one -> one.fold(to, from));
    }

    /** Of all code paths that are kept, up to now: a leak of the last moment is in a report, and in its history. */
    public History history(Clock clock) {
        long passed = clock.nanos() - lastNanos;
        if (passed >= SHORTEST_NANOS || (!any && passed > 0)) {
            sample(clock.nanos());
        }
        List<Integer> cells = rings.cells();
        List<Point> points = cells.stream()
                .map(cell -> new Point(clock.at(rings.endNanos(cell)), Math.max(1, rings.spanNanos(cell) / 1_000_000)))
                .toList();
        List<Series> paths = new ArrayList<>();
        for (CodePathStats path : codePaths.paths()) {
            PathSeries own = series.get(path);
            if (own != null) {
                paths.add(series(path.id, own, cells, clock));
            }
        }
        return new History(points, series("", total, cells, clock), paths);
    }

    private Series series(String id, PathSeries own, List<Integer> cells, Clock clock) {
        List<Values> values = cells.stream().map(own::at).toList();
        return new Series(id, own.hadFinding, own.sinceNanos == startNanos ? null : clock.at(own.sinceNanos), values);
    }
}
