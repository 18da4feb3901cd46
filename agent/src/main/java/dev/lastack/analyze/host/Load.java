package dev.lastack.analyze.host;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.LoadHistory.Slot;

/** What a rule counts in a window of time. */
public enum Load {
    /** Connections that left TIME_WAIT. */
    TIME_WAITS,

    /** Short ones that left TIME_WAIT. */
    SHORT_ONES;

    long in(Slot slot) {
        return this == SHORT_ONES ? slot.shortOnes() : slot.timeWaits();
    }

    /** In the window that the path's numbers are of. */
    public long of(CodePath path) {
        return this == SHORT_ONES ? path.traffic().shortInWindow() : timeWaits(path);
    }

    private static long timeWaits(CodePath path) {
        long byRate = Math.round(path.timeWait().perSecond() * path.traffic().windowSeconds());
        return Math.min(path.timeWait().left(), byRate);
    }
}
