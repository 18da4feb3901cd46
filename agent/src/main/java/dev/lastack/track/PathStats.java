package dev.lastack.track;

import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Ended;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.StackCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/** The running sums of one code path. Guarded by the {@link Ledger}'s lock. */
final class PathStats {

    /** Distinct stacks kept for each kind of event; the rest is not counted by stack. */
    private static final int MAX_STACKS = 64;

    final PathKey key;
    final String id;
    long opened;
    long ended;
    private final long[] firstClosers = new long[FirstCloser.values().length];
    private final IntCountsHistogram lifetime = durations();
    private @Nullable IntCountsHistogram closeWait;
    private @Nullable IntCountsHistogram reclaimedCloseWait;
    private long slowlyClosed;
    private long reclaimed;
    private long timeWaits;
    private final SlidingCount recentTimeWaits;
    private final Map<NormalStack, long[]> closedBy = new HashMap<>();
    private final Map<NormalStack, long[]> slowlyClosedBy = new HashMap<>();
    private final Map<NormalStack, long[]> eofSeenBy = new HashMap<>();
    private final Map<NormalStack, long[]> lastUsedBy = new HashMap<>();

    PathStats(PathKey key, String id, long windowNanos) {
        this.key = key;
        this.id = id;
        recentTimeWaits = new SlidingCount(windowNanos);
    }

    /** One significant digit: 6 % error at most, 2 KB at most. */
    private static IntCountsHistogram durations() {
        IntCountsHistogram histogram = new IntCountsHistogram(1);
        histogram.setAutoResize(true);
        return histogram;
    }

    void end(Connection c, long slowNanos, FrameNormaliser normaliser) {
        ended++;
        FirstCloser first = CloseOrder.firstCloser(c.order);
        firstClosers[index(first == null ? FirstCloser.UNKNOWN : first)]++;
        lifetime.recordValue(millis(c.releasedNanos - c.openedNanos));
        if (CloseOrder.leavesTimeWait(c.order)) {
            timeWaits++;
            recentTimeWaits.add(c.releasedNanos);
        }
        count(eofSeenBy, c.eofStack, normaliser);
        if (c.closeAskedNanos == 0) {
            endWithoutClose(c, normaliser);
        } else {
            endByClose(c, slowNanos, normaliser);
        }
    }

    private void endByClose(Connection c, long slowNanos, FrameNormaliser normaliser) {
        count(closedBy, c.closeStack, normaliser);
        if (c.remoteClosedNanos == 0) {
            return;
        }
        long waited = Math.max(0, c.closeAskedNanos - c.remoteClosedNanos);
        if (closeWait == null) {
            closeWait = durations();
        }
        closeWait.recordValue(millis(waited));
        if (waited >= slowNanos) {
            slowlyClosed++;
            count(slowlyClosedBy, c.closeStack, normaliser);
        }
    }

    private void endWithoutClose(Connection c, FrameNormaliser normaliser) {
        reclaimed++;
        count(lastUsedBy, c.lastWriteNanos > c.lastReadNanos ? c.writeStack : c.readStack, normaliser);
        if (reclaimedCloseWait == null) {
            reclaimedCloseWait = durations();
        }
        reclaimedCloseWait.recordValue(c.remoteClosedNanos == 0 ? 0 : millis(c.releasedNanos - c.remoteClosedNanos));
    }

    private static long millis(long nanos) {
        return Math.max(0, nanos) / 1_000_000;
    }

    private static void count(Map<NormalStack, long[]> counts, @Nullable StackEntry entry, FrameNormaliser normaliser) {
        if (entry == null) {
            return;
        }
        NormalStack stack = entry.stack(normaliser);
        long[] count = counts.get(stack);
        if (count != null) {
            count[0]++;
        } else if (counts.size() < MAX_STACKS) {
            counts.put(stack, new long[] {1});
        }
    }

    Ended ended() {
        return new Ended(
                ended,
                firstClosers(),
                distribution(lifetime),
                distribution(closeWait),
                slowlyClosed,
                reclaimed,
                distribution(reclaimedCloseWait),
                counts(closedBy),
                counts(slowlyClosedBy),
                counts(eofSeenBy),
                counts(lastUsedBy));
    }

    private FirstCloserCounts firstClosers() {
        return new FirstCloserCounts(
                firstClosers[index(FirstCloser.LOCAL)],
                firstClosers[index(FirstCloser.REMOTE)],
                firstClosers[index(FirstCloser.SIMULTANEOUS)],
                firstClosers[index(FirstCloser.RESET_BY_REMOTE)],
                firstClosers[index(FirstCloser.RESET_BY_LOCAL)],
                firstClosers[index(FirstCloser.UNKNOWN)]);
    }

    @SuppressWarnings("EnumOrdinal") // an array index within this class, kept nowhere
    private static int index(FirstCloser closer) {
        return closer.ordinal();
    }

    private static Distribution distribution(@Nullable IntCountsHistogram histogram) {
        if (histogram == null || histogram.getTotalCount() == 0) {
            return Distribution.NONE;
        }
        return new Distribution(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }

    /** Most frequent first. */
    private static List<StackCount> counts(Map<NormalStack, long[]> counts) {
        List<StackCount> list = new ArrayList<>();
        counts.forEach((stack, count) -> list.add(new StackCount(stack.stack, count[0])));
        list.sort((a, b) -> Long.compare(b.count(), a.count()));
        return list;
    }

    long timeWaits() {
        return timeWaits;
    }

    long recentTimeWaits(long now) {
        return recentTimeWaits.sum(now);
    }
}
