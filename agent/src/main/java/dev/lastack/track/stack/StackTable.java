package dev.lastack.track.stack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckBacktrace;

/**
 * All distinct raw stacks, by fingerprint: open addressing over one array, filled by compare-and-set, never emptied.
 * Any thread may call; lock-free; allocates nothing but the capture itself, and an entry for a stack never seen before.
 */
public final class StackTable {

    private static final int SLOTS = 1 << 15;

    /** Half of the slots, so that probing stays short. */
    public static final int CAPACITY = SLOTS / 2;

    private final AtomicReferenceArray<RawStack> entries = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger size = new AtomicInteger();
    private final SpareThrowables spares = new SpareThrowables();
    private final boolean fingerprints;

    /** {@link #size} when all were last materialised. */
    private int materialisedAt;

    /**
     * An empty one.
     *
     * @param fingerprints false: the VM's raw backtrace is not as known, hash the materialised frames instead
     */
    StackTable(boolean fingerprints) {
        this.fingerprints = fingerprints;
    }

    public static StackTable forThisVm() {
        return new StackTable(LastAckBacktrace.usable());
    }

    /** The stack of the calling thread. */
    public RawStack capture() {
        if (!fingerprints) {
            return intern(new Throwable());
        }
        Throwable raw = spares.take();
        long fingerprint = LastAckBacktrace.fingerprint(raw);
        RawStack known = find(fingerprint);
        if (known == null) {
            return intern(fingerprint, raw, null, null, false); // which may keep it
        }
        spares.giveBack(raw);
        return known;
    }

    private @Nullable RawStack find(long fingerprint) {
        int slot = slot(fingerprint);
        while (true) {
            RawStack entry = entries.getAcquire(slot);
            if (entry == null || entry.fingerprint == fingerprint) {
                return entry;
            }
            slot = next(slot);
        }
    }

    private static int slot(long fingerprint) {
        return (int) (fingerprint >>> 32) & (SLOTS - 1);
    }

    private static int next(int slot) {
        return (slot + 1) & (SLOTS - 1);
    }

    RawStack intern(Throwable raw) {
        long fingerprint = fingerprints ? LastAckBacktrace.fingerprint(raw) : hash(raw.getStackTrace());
        return intern(fingerprint, raw, null, null, false);
    }

    /** What a pool's thread does, and below it who gave it the task. */
    public RawStack join(RawStack task, RawStack submitter) {
        long fingerprint = (task.fingerprint * 0x9E3779B97F4A7C15L) ^ submitter.fingerprint;
        return intern(fingerprint, null, task, submitter, false);
    }

    /** What a thread does, and below it who started the thread. */
    public RawStack joinStart(RawStack own, RawStack start) {
        if (own == RawStack.NONE || start == RawStack.NONE || own == start) {
            return own;
        }
        long fingerprint = (own.fingerprint * 0xD6E8FEB86659FD93L) ^ start.fingerprint;
        return intern(fingerprint, null, own, start, true);
    }

    private RawStack intern(
            long fingerprint,
            @Nullable Throwable raw,
            @Nullable RawStack task,
            @Nullable RawStack submitter,
            boolean startedThread) {
        int slot = slot(fingerprint);
        while (true) {
            RawStack entry = entries.getAcquire(slot);
            if (entry == null) {
                if (full()) {
                    return RawStack.NONE;
                }
                RawStack fresh = new RawStack(fingerprint, raw, task, submitter, startedThread);
                entry = entries.compareAndExchange(slot, null, fresh);
                if (entry == null) {
                    size.incrementAndGet();
                    return fresh;
                }
            }
            if (entry.fingerprint == fingerprint) {
                return entry;
            }
            slot = next(slot);
        }
    }

    /**
     * Turns raw stacks into frames: a raw one keeps the classes of its methods, and so their class loaders, from being
     * unloaded. The agent's thread only.
     */
    public void materialise(FrameNormaliser normaliser) {
        int now = size.get();
        if (now == materialisedAt) {
            return;
        }
        for (int i = 0; i < SLOTS; i++) {
            RawStack entry = entries.getAcquire(i);
            if (entry != null) {
                entry.stack(normaliser);
            }
        }
        materialisedAt = now;
    }

    public boolean full() {
        return size.get() >= CAPACITY;
    }

    private static long hash(StackTraceElement[] frames) {
        long hash = 1;
        for (StackTraceElement frame : frames) {
            hash = hash * 0x9E3779B97F4A7C15L + frame.hashCode();
        }
        return hash;
    }
}
