package dev.lastack.analyze.host;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.LoadHistory.Slot;
import java.util.function.ToLongFunction;

/** What a rule counts in a window of time. */
public enum Load {
    /** Connections that left TIME_WAIT. */
    TIME_WAITS(Slot::timeWaits, Load::timeWaitsNow),

    /** Short ones that left TIME_WAIT. */
    SHORT_ONES(Slot::shortOnes, path -> path.traffic().shortInWindow());

    private final ToLongFunction<Slot> inSlot;
    private final ToLongFunction<CodePath> now;

    Load(ToLongFunction<Slot> inSlot, ToLongFunction<CodePath> now) {
        this.inSlot = inSlot;
        this.now = now;
    }

    long in(Slot slot) {
        return inSlot.applyAsLong(slot);
    }

    /** In the window that the path's numbers are of. */
    public long of(CodePath path) {
        return now.applyAsLong(path);
    }

    private static long timeWaitsNow(CodePath path) {
        long byRate = Math.round(path.timeWait().perSecond() * path.traffic().windowSeconds());
        return Math.min(path.timeWait().left(), byRate);
    }
}
