package dev.lastack.track;

import org.jspecify.annotations.Nullable;

/**
 * What the connections that one stack opens have in common. While they all die young, and all were last read, last
 * written, ended and closed by the same stacks, one more capture says nothing new: then only a sample is captured.
 *
 * <p>A connection that stays may become a finding, and its siblings too: as long as there is one, all are captured.
 *
 * <p>Guarded by the {@link Ledger}'s monitor, but for {@link StackEntry#alikeMask}, where the result goes.
 */
final class Habit {

    /** So many alike in a row make a habit; as many again, of the sample, make it firmer. */
    private static final int MANY = 64;

    private static final int ONE_IN_16 = 0xf;
    private static final int ONE_IN_256 = 0xff;
    private static final int ONE_IN_1024 = 0x3ff;

    private @Nullable StackEntry read;
    private @Nullable StackEntry write;
    private @Nullable StackEntry eof;
    private @Nullable StackEntry close;
    private int alike;

    /** Open for longer than a tick. */
    private int grownUp;

    void grewUp() {
        grownUp++;
    }

    void grownUpEnded() {
        grownUp--;
    }

    /** Learns from a connection of which everything was captured; nothing from one of Netty's that did not read at will. */
    void ended(Connection c) {
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
    int mask() {
        if (grownUp > 0 || alike < MANY) {
            return 0;
        }
        if (alike < 2 * MANY) {
            return ONE_IN_16;
        }
        return alike < 3 * MANY ? ONE_IN_256 : ONE_IN_1024;
    }

    // the stacks of the siblings, for a connection that was not in the sample; null where they had none

    @Nullable
    StackEntry read() {
        return read;
    }

    @Nullable
    StackEntry write() {
        return write;
    }

    @Nullable
    StackEntry eof() {
        return eof;
    }

    @Nullable
    StackEntry close() {
        return close;
    }
}
