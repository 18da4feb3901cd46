package dev.lastack.report.content;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import java.util.List;

/**
 * Counts of one code path, or of all of them.
 *
 * @param timeWaitAtMost true where {@code timeWaitLeft} is an upper bound, see {@code TimeWait}
 */
public record Totals(
        long opened,
        long closed,
        long open,
        long closeWaitNow,
        long timeWaitLeft,
        boolean timeWaitAtMost,
        FirstCloserCounts firstCloser) {

    private static final Totals NONE = new Totals(0, 0, 0, 0, 0, false, FirstCloserCounts.NONE);

    /** Each code path may have left what the kernel has, and all of them together no more than that. */
    public static Totals of(Snapshot snapshot) {
        List<CodePath> paths = snapshot.codePaths();
        long tooMany = snapshot.timeWaitsCredited() - snapshot.timeWaitsNow();
        Totals sum = paths.stream().map(Totals::of).reduce(NONE, Totals::plus);
        return new Totals(
                sum.opened,
                sum.closed,
                sum.open,
                sum.closeWaitNow,
                sum.timeWaitLeft - tooMany,
                sum.timeWaitAtMost,
                sum.firstCloser);
    }

    /** First closers include those of open connections, as far as they are decided. */
    public static Totals of(CodePath path) {
        FirstCloserCounts firstCloser = path.ended().firstCloser();
        for (OpenConnection connection : path.open()) {
            FirstCloser side = connection.firstCloser();
            if (side != null) {
                firstCloser = firstCloser.plus(one(side));
            }
        }
        return new Totals(
                path.opened(),
                path.ended().count(),
                path.open().size(),
                path.open().stream().filter(OpenConnection::inCloseWait).count(),
                path.timeWait().left(),
                path.timeWait().atMost(),
                firstCloser);
    }

    private Totals plus(Totals other) {
        return new Totals(
                opened + other.opened,
                closed + other.closed,
                open + other.open,
                closeWaitNow + other.closeWaitNow,
                timeWaitLeft + other.timeWaitLeft,
                timeWaitAtMost || other.timeWaitAtMost,
                firstCloser.plus(other.firstCloser));
    }

    private static FirstCloserCounts one(FirstCloser side) {
        return new FirstCloserCounts(
                side == FirstCloser.LOCAL ? 1 : 0,
                side == FirstCloser.REMOTE ? 1 : 0,
                side == FirstCloser.SIMULTANEOUS ? 1 : 0,
                side == FirstCloser.RESET_BY_REMOTE ? 1 : 0,
                side == FirstCloser.RESET_BY_LOCAL ? 1 : 0,
                side == FirstCloser.UNKNOWN ? 1 : 0);
    }
}
