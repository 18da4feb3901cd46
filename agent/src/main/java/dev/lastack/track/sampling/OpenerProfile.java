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

    public void grewUp() {
        grownUp++;
    }

    public void grownUpEnded() {
        grownUp--;
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
