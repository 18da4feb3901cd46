package dev.lastack.track.sampling;

import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.RawStack;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many stacks may be captured. The open stack is captured but for {@link RepeatedOpens}; those of uses and of close are rationed, so that LastAck costs at most a fixed share of a core however busy the application is. A
 * use that was not captured is reported as such, with the nearest earlier capture.
 *
 * <p>While captures are few, all are made. When they exceed the budget, the level rises and each step halves them: a
 * connection in use is captured at longer intervals, and of the connections that die young only one in 2^level is.
 *
 * <p>Of code paths whose connections all live alike ({@link OpenerProfile}) a sample is captured at any rate, end-of-stream
 * included. That of others is always captured.
 */
public final class CaptureSampler {

    /** With a whole core: 2 us each. */
    private static final long CAPTURES_PER_CORE_SECOND = 500_000;

    private static final long ADAPT_NANOS = 100_000_000L;
    private static final int MAX_LEVEL = 12;

    /** Of channels that are made; their stacks are thrown away at the connect. */
    private static final int MADE_PER_SECOND = 50;

    private static final int MADE_AT_ONCE = 64;

    /** One capture in 500 us at level 0: 0.2 % of the time of one connection. */
    private static final long INTERVAL_NANOS = 500_000L;

    /** Captures in a row that a quiet connection may have: a request, its response, and what follows, are exact. */
    private static final int BURST = 32;

    /** Of each code path so many connections are captured without ration, whatever else happens in the process. */
    private static final int ALWAYS = 64;

    /** A rationed connection that lives longer than this is captured all the same: leaks live long. */
    private static final long YOUNG_NANOS = 50_000_000L;

    // what is left out while a connection is young: Connection.ration

    public static final byte NOTHING_LEFT_OUT = 0;
    private static final byte USES_AND_CLOSE = 1;

    /** Of a code path whose connections all live alike. */
    public static final byte EOF_TOO = 2;

    private final LongAdder captures = new LongAdder();

    /** Spent by hooks, refilled by the agent's thread; plain: a few more or less do no harm. */
    private int madeLeft = MADE_AT_ONCE;

    // Written by the agent's thread and by whoever changes settings, read by hooks; plain: an old value does no harm.
    private int level;
    private long intervalNanos = INTERVAL_NANOS;
    private boolean unlimited;
    private long budgetPerSecond = CAPTURES_PER_CORE_SECOND / 100;

    private volatile boolean everRationed;
    private long adaptedNanos;
    private long adaptedCaptures;

    /** Sets the share of one core, 0.01 for 1 %; infinite: nothing is left out from now on. Any thread. */
    public void budget(double share) {
        unlimited = Double.isInfinite(share);
        budgetPerSecond = unlimited ? Long.MAX_VALUE : (long) Math.ceil(share * CAPTURES_PER_CORE_SECOND);
        level = 0;
        intervalNanos = unlimited ? 0 : INTERVAL_NANOS;
    }

    /** At open: decides whether a connection that dies young is captured. */
    public void admit(Connection c) {
        if (unlimited) {
            return;
        }
        RawStack opener = c.openStack;
        if (opener.opened < ALWAYS) {
            opener.opened++; // and never again: threads that open at one place share its cache line
            return;
        }
        int lot = lot(c.openedNanos);
        if ((lot & opener.alikeMask) != 0) {
            c.ration = EOF_TOO;
        } else if (level > 0 && !inSample(lot)) {
            c.ration = USES_AND_CLOSE;
        }
    }

    /** As good as random, from a reading of the clock. The multiplier is the golden ratio (Knuth, TAOCP 3, 6.4). */
    static int lot(long clockNanos) {
        return (int) ((clockNanos * 0x9E3779B97F4A7C15L) >>> 40);
    }

    /** False: each stack that opens is captured, however often it does. */
    public boolean maySkipOpens() {
        return !unlimited;
    }

    public boolean mayCaptureUse(Connection c, long now) {
        return (c.ration == NOTHING_LEFT_OUT || !young(c, now)) && isDue(c, now);
    }

    /** The same for a use of which siblings tell nothing: those that make it have no habit. */
    public boolean mayCaptureUnusualUse(Connection c, long now) {
        return (c.ration != USES_AND_CLOSE || !young(c, now)) && isDue(c, now);
    }

    /**
     * Virtual scheduling (the generic cell rate algorithm of ITU-T I.371): {@code nextCaptureNanos} is the theoretical
     * arrival time less the burst tolerance.
     */
    private boolean isDue(Connection c, long now) {
        Captures captures = c.captures();
        long next = captures.nextCaptureNanos;
        if (now - next < 0) {
            return false;
        }
        captures.nextCaptureNanos = Math.max(next, now - BURST * intervalNanos) + intervalNanos;
        this.captures.increment();
        return true;
    }

    /** The same for what is not known to be of a connection. */
    public boolean mayCaptureElsewhere(long now) {
        if (level > 0 && !inSample(lot(now))) {
            return false;
        }
        captures.increment();
        return true;
    }

    /** Whether close is captured: of an old connection always, of a young one if it is in the sample. */
    public boolean mayCaptureClose(Connection c, long now) {
        if (c.ration != NOTHING_LEFT_OUT && young(c, now)) {
            return false;
        }
        captures.increment();
        return true;
    }

    /** Of a channel that was just made: nearly all are connected at once, and captured then. */
    public boolean mayCaptureMade() {
        int left = madeLeft;
        if (left <= 0 && !unlimited) {
            return false;
        }
        madeLeft = Math.max(0, left - 1);
        captures.increment();
        return true;
    }

    /** Asked once for each connection. */
    public boolean mayCaptureEof(Connection c, long now) {
        return c.ration != EOF_TOO || !young(c, now);
    }

    private static boolean young(Connection c, long now) {
        return now - c.openedNanos < YOUNG_NANOS;
    }

    private boolean inSample(int lot) {
        return (lot & ((1 << level) - 1)) == 0;
    }

    /** The agent's thread only; cheap enough for every tick. */
    public void adapt(long now) {
        long elapsed = now - adaptedNanos;
        if (elapsed < ADAPT_NANOS) {
            return;
        }
        madeLeft = (int) Math.min(MADE_AT_ONCE, madeLeft + elapsed * MADE_PER_SECOND / 1_000_000_000L);
        long total = captures.sum();
        long perSecond = (total - adaptedCaptures) * 1_000_000_000L / elapsed;
        if (perSecond > budgetPerSecond) {
            level = Math.min(MAX_LEVEL, level + 1);
            everRationed = true;
        } else if (perSecond < budgetPerSecond / 4) {
            // one step for each interval that went by: the agent's thread may have slept
            level = (int) Math.max(0, level - elapsed / ADAPT_NANOS);
        }
        intervalNanos = unlimited ? 0 : INTERVAL_NANOS << level;
        adaptedNanos = now;
        adaptedCaptures = total;
    }

    /** True if a capture may have been left out since the start. Any thread. */
    public boolean everRationed() {
        return everRationed;
    }
}
