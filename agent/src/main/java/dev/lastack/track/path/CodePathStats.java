package dev.lastack.track.path;

import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.LoadHistory;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.StackCount;
import dev.lastack.snapshot.TimeWait;
import dev.lastack.snapshot.Traffic;
import dev.lastack.snapshot.Traffic.AddressExhausted;
import dev.lastack.snapshot.Traffic.IdleAge;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.NormalisedStack;
import dev.lastack.track.stack.RawStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/** The running sums of one code path. Guarded by the {@link CodePathTable}'s lock. */
public final class CodePathStats {

    /** Distinct stacks kept for each kind of event; the rest is not counted by stack. */
    private static final int MAX_STACKS = 64;

    /** Linux: TCP_TIMEWAIT_LEN (include/net/tcp.h), a constant, not a setting. */
    private static final long TIME_WAIT_NANOS = 60_000_000_000L;

    /** Less is no idleness but the end of an answer. */
    private static final long MIN_IDLE_NANOS = 1_000_000_000L;

    public final CodePathKey key;
    public final String id;
    private long opened;
    private long ended;
    private final long[] firstClosers = new long[FirstCloser.values().length];
    private final IntCountsHistogram lifetime = durations();
    private @Nullable IntCountsHistogram closeWait;
    private @Nullable IntCountsHistogram reclaimedCloseWait;
    private long closeWaitUnknown;
    private long slowlyClosed;
    private long reclaimed;
    private long timeWaits;
    private final SlidingCount recentTimeWaits;
    private final SlidingCount lastMinuteTimeWaits = new SlidingCount(TIME_WAIT_NANOS);
    private final SlidingCount recentlyOpened;
    private final SlidingCount recentlyShort;
    private final LoadSlots load;
    private final @Nullable TopClients topClients;
    private @Nullable IntCountsHistogram idleAtRemoteClose;
    private long exhausted;
    private long firstExhaustedNanos;
    private long lastExhaustedNanos;
    private final Map<NormalisedStack, long[]> closedBy = new HashMap<>();
    private final Map<NormalisedStack, long[]> slowlyClosedBy = new HashMap<>();
    private final Map<NormalisedStack, long[]> eofSeenBy = new HashMap<>();
    private final Map<NormalisedStack, long[]> lastUsedBy = new HashMap<>();

    /** Of all code paths together. */
    private final DurationBuckets allCloseWaits;

    CodePathStats(CodePathKey key, String id, long windowNanos, DurationBuckets allCloseWaits) {
        this.allCloseWaits = allCloseWaits;
        this.key = key;
        this.id = id;
        recentTimeWaits = new SlidingCount(windowNanos);
        recentlyOpened = new SlidingCount(windowNanos);
        recentlyShort = new SlidingCount(windowNanos);
        load = new LoadSlots(windowNanos);
        topClients = key.role() == Role.SERVER ? new TopClients(TIME_WAIT_NANOS) : null;
    }

    /** One significant digit: 6 % error at most, 2 KB at most. */
    private static IntCountsHistogram durations() {
        return durations(1);
    }

    private static IntCountsHistogram durations(int significantDigits) {
        IntCountsHistogram histogram = new IntCountsHistogram(significantDigits);
        histogram.setAutoResize(true);
        return histogram;
    }

    void open(Connection c) {
        opened++;
        if (!(c instanceof PreexistingConnection)) {
            recentlyOpened.add(c.openedNanos);
            load.add(LoadSlots.OPENED, c.openedNanos);
        }
    }

    void addressExhausted(long at) {
        if (exhausted++ == 0) {
            firstExhaustedNanos = at;
        }
        lastExhaustedNanos = at;
    }

    void end(Connection c, Limits limits, FrameNormaliser normaliser, StarvedTime starved) {
        ended++;
        FirstCloser first = CloseOrder.firstCloser(c.order);
        firstClosers[index(first == null ? FirstCloser.UNKNOWN : first)]++;
        if (!(c instanceof PreexistingConnection)) {
            lifetime.recordValue(millis(c.releasedNanos - c.openedNanos));
        }
        if (CloseOrder.leavesTimeWait(c.order)) {
            addTimeWait(c, limits);
        }
        if (CloseOrder.remoteClosed(c.order) && first == FirstCloser.REMOTE) {
            idleAtRemoteClose(c);
        }
        Captures captures = c.capturesOrNull();
        if (captures != null) {
            count(eofSeenBy, captures.eofStack, normaliser);
        }
        if (c.reclaimed()) {
            endWithoutClose(c, normaliser);
        } else {
            endByClose(c, limits.slowNanos(), normaliser, starved);
        }
    }

    private void addTimeWait(Connection c, Limits limits) {
        timeWaits++;
        recentTimeWaits.add(c.releasedNanos);
        lastMinuteTimeWaits.add(c.releasedNanos);
        load.add(LoadSlots.TIME_WAIT, c.releasedNanos);
        if (!(c instanceof PreexistingConnection) && c.releasedNanos - c.openedNanos < limits.shortNanos()) {
            recentlyShort.add(c.releasedNanos);
            load.add(LoadSlots.SHORT, c.releasedNanos);
        }
        if (topClients != null && c.remote != null) {
            topClients.add(c.remote, c.releasedNanos);
        }
    }

    /** Two significant digits here: an idle timeout is a round number that a reader should recognise. */
    private void idleAtRemoteClose(Connection c) {
        if (c instanceof PreexistingConnection && c.lastUseNanos() == c.openedNanos) {
            return; // idle since before
        }
        long idle = c.remoteClosedNanos - c.lastUseNanos();
        if (idle >= MIN_IDLE_NANOS) {
            if (idleAtRemoteClose == null) {
                idleAtRemoteClose = durations(2);
            }
            idleAtRemoteClose.recordValue(millis(idle));
        }
    }

    private void endByClose(Connection c, long slowNanos, FrameNormaliser normaliser, StarvedTime starved) {
        Captures captures = c.capturesOrNull();
        RawStack closeStack = captures == null ? null : captures.closeStack;
        count(closedBy, closeStack, normaliser);
        if (c.remoteClosedNanos == 0) {
            return;
        }
        closeWait(c);
        // as long as writes go on after the remote's half-close, the program is at work
        long idleSince = Math.max(c.remoteClosedNanos, c.lastWriteNanos);
        boolean slow = c.closeAskedNanos - idleSince >= slowNanos;
        if (slow && !starved.excuses(idleSince, c.closeAskedNanos, slowNanos, System.nanoTime())) {
            slowlyClosed++;
            count(slowlyClosedBy, closeStack, normaliser);
        }
    }

    /** Where the remote's FIN was met at our close, nobody knows. */
    private void closeWait(Connection c) {
        if (closedFirst(c)) {
            return;
        }
        long waited = c.closeAskedNanos - c.remoteClosedNanos;
        if (waited <= 0) {
            closeWaitUnknown++;
            return;
        }
        if (closeWait == null) {
            closeWait = durations();
        }
        closeWait.recordValue(millis(waited));
        allCloseWaits.add(waited);
    }

    private void endWithoutClose(Connection c, FrameNormaliser normaliser) {
        reclaimed++;
        Captures captures = c.capturesOrNull();
        if (captures != null) {
            boolean written = c.lastWriteNanos > c.lastReadNanos;
            count(lastUsedBy, written ? captures.writeStack : captures.readStack, normaliser);
        }
        if (c.remoteClosedNanos == 0 || closedFirst(c)) {
            return;
        }
        if (reclaimedCloseWait == null) {
            reclaimedCloseWait = durations();
        }
        long waited = c.releasedNanos - c.remoteClosedNanos;
        reclaimedCloseWait.recordValue(millis(waited));
        allCloseWaits.add(waited);
    }

    /** Our FIN left before theirs had come, so there was no CLOSE_WAIT. */
    private static boolean closedFirst(Connection c) {
        FirstCloser first = CloseOrder.firstCloser(c.order);
        return first == FirstCloser.LOCAL || first == FirstCloser.SIMULTANEOUS;
    }

    private static long millis(long nanos) {
        return Math.max(0, nanos) / 1_000_000;
    }

    private static void count(
            Map<NormalisedStack, long[]> counts, @Nullable RawStack entry, FrameNormaliser normaliser) {
        if (entry == null) {
            return;
        }
        NormalisedStack stack = entry.stack(normaliser);
        long[] count = counts.get(stack);
        if (count != null) {
            count[0]++;
        } else if (counts.size() < MAX_STACKS) {
            counts.put(stack, new long[] {1});
        }
    }

    long endedCount() {
        return ended;
    }

    long endedBy(FirstCloser closer) {
        return firstClosers[index(closer)];
    }

    /** As the program made them. */
    long timeWaitsOfTheLastMinute(long now) {
        return lastMinuteTimeWaits.sum(now);
    }

    public long openedCount() {
        return opened;
    }

    public ClosedConnections ended() {
        return new ClosedConnections(
                ended,
                firstClosers(),
                distribution(lifetime),
                distribution(closeWait),
                closeWaitUnknown,
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
    private static List<StackCount> counts(Map<NormalisedStack, long[]> counts) {
        List<StackCount> list = new ArrayList<>();
        counts.forEach((stack, count) -> list.add(new StackCount(stack.stack, count[0])));
        list.sort((a, b) -> Long.compare(b.count(), a.count()));
        return list;
    }

    /**
     * What is left in TIME_WAIT, and at what rate.
     *
     * @param ephemeralPorts 0 where not known
     * @param ofOpen entries that connections have left whose descriptors are still held
     */
    public TimeWait timeWait(int ephemeralPorts, long ofOpen, long now) {
        double perSecond = recentTimeWaits.perSecond(now);
        double steady = perSecond * TIME_WAIT_NANOS / 1e9;
        boolean takesPorts = key.role() == Role.CLIENT && ephemeralPorts > 0;
        return new TimeWait(
                timeWaits + ofOpen,
                lastMinuteTimeWaits.sum(now),
                perSecond,
                steady,
                takesPorts ? steady / ephemeralPorts : 0);
    }

    public LoadHistory load(Clock clock) {
        return load.history(clock);
    }

    public Traffic traffic(Clock clock, long now) {
        return new Traffic(
                recentlyOpened.seconds(now),
                recentlyOpened.sum(now),
                recentlyShort.sum(now),
                idleAge(),
                exhausted == 0
                        ? AddressExhausted.NONE
                        : new AddressExhausted(exhausted, clock.at(firstExhaustedNanos), clock.at(lastExhaustedNanos)),
                topClients == null ? null : topClients.top(now));
    }

    private IdleAge idleAge() {
        IntCountsHistogram ages = idleAtRemoteClose;
        return ages == null
                ? IdleAge.NONE
                : new IdleAge(
                        ages.getTotalCount(),
                        ages.getValueAtPercentile(10),
                        ages.getValueAtPercentile(50),
                        ages.getValueAtPercentile(90));
    }
}
