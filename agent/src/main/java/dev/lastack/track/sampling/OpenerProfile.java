package dev.lastack.track.sampling;

import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.stack.RawStack;
import org.jspecify.annotations.Nullable;

/**
 * What the connections that one stack opens have in common. While they all die young, and all were last read, last
 * written, ended and closed by the same stacks, one more capture says nothing new: then only a sample is captured.
 *
 * <p>A connection that stays may become a finding, and its siblings too: as long as there is one, all are captured.
 *
 * <p>Guarded by the {@code CodePathTable}'s monitor, but for {@link RawStack#alikeMask}, where the result goes.
 */
public final class OpenerProfile {

    /** So many alike in a row make a habit; as many again, of the sample, make it firmer. */
    private static final int MANY = 64;

    /** Opens are counted over so long, or until there were {@link #MANY_A_SECOND}. */
    private static final long RATE_NANOS = 1_000_000_000L;

    /** Fewer opens a second are all captured (issue 16: at fewer than 1,000 nothing is left out). */
    private static final int MANY_A_SECOND = 2_000;

    /** So long no connection lives of which thousands a second are opened and closed. */
    private static final long STAYED_NANOS = 1_000_000_000L;

    private static final int ONE_IN_16 = 0xf;
    private static final int ONE_IN_256 = 0xff;
    private static final int ONE_IN_1024 = 0x3ff;

    private @Nullable RawStack read;
    private @Nullable RawStack write;
    private @Nullable RawStack eof;
    private @Nullable RawStack close;
    private int alike;

    /** Open for longer than a tick. */
    private int grownUp;

    private long countedSinceNanos;
    private int counted;
    private long perSecond;

    /** One has lived for long: what it shares with others may be worth knowing of each. */
    private boolean everStayed;

    /** Counts one that was opened. */
    public void opened(long now) {
        counted++;
        long elapsed = now - countedSinceNanos;
        if (elapsed >= RATE_NANOS || counted >= MANY_A_SECOND) {
            perSecond = counted * 1_000_000_000L / Math.max(1, elapsed);
            countedSinceNanos = now;
            counted = 0;
        }
    }

    public void grewUp() {
        grownUp++;
    }

    public void grownUpEnded(long livedNanos) {
        grownUp--;
        everStayed |= livedNanos >= STAYED_NANOS;
    }

    /** Learns from a connection of which everything was captured; nothing from one of Netty's that did not read at will. */
    public void ended(Connection c) {
        Captures captures = c.capturesOrNull();
        if (captures == null || readingWasOff(c) || c.reclaimed() || captures.closeStack == null) {
            alike = 0;
        } else if (sameAs(captures)) {
            alike = Math.min(alike + 1, 3 * MANY);
        } else {
            read = captures.readStack;
            write = captures.writeStack;
            eof = captures.eofStack;
            close = captures.closeStack;
            alike = 1;
        }
    }

    private static boolean readingWasOff(Connection c) {
        NettyCaptures captures = c.netty();
        return captures != null && captures.readingOffNanos != 0;
    }

    private boolean sameAs(Captures captures) {
        return captures.closeStack == close
                && captures.eofStack == eof
                && captures.readStack == read
                && captures.writeStack == write;
    }

    /** A connection is in the sample where its number has none of these bits. */
    public int mask() {
        if (grownUp > 0 || alike < MANY) {
            return 0;
        }
        if (alike < 2 * MANY) {
            return ONE_IN_16;
        }
        return alike < 3 * MANY ? ONE_IN_256 : ONE_IN_1024;
    }

    /**
     * The same for the stack that opens. None is left out but of thousands a second that live alike and die young, and of
     * which none has ever stayed.
     */
    public int openMask() {
        return perSecond < MANY_A_SECOND || everStayed ? 0 : mask();
    }

    // the stacks of the siblings, for a connection that was not in the sample; null where they had none

    public @Nullable RawStack read() {
        return read;
    }

    public @Nullable RawStack write() {
        return write;
    }

    public @Nullable RawStack eof() {
        return eof;
    }

    public @Nullable RawStack close() {
        return close;
    }
}
