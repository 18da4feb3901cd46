package dev.lastack.track.stack;

import dev.lastack.snapshot.Stack;
import org.jspecify.annotations.Nullable;

/**
 * One distinct raw stack. A hook only finds or creates the entry; the frames are materialised later by the agent's own
 * thread, once.
 */
public final class RawStack {

    /** Stands for a stack that was not captured, or had no place any more. */
    public static final RawStack NONE = new RawStack(0, null);

    /** Stands for the JVM's own management, where there is no stack to tell it by. */
    public static final RawStack MANAGEMENT = new RawStack(0, null);

    static {
        NONE.materialised = new NormalisedStack(Stack.EMPTY, false);
        MANAGEMENT.materialised = new NormalisedStack(Stack.EMPTY, true);
    }

    /** A fresh one of no frames. */
    public static RawStack unseen() {
        RawStack entry = new RawStack(0, null);
        entry.materialised = NONE.materialised;
        return entry;
    }

    final long fingerprint;

    /** Connections opened here, as far as the ration counts them, roughly (racy on purpose). */
    public int opened;

    /** See {@code sampling.OpenerProfile#mask}; written by the agent's thread, an old value does no harm. */
    public int alikeMask;

    /** See {@code sampling.OpenerProfile#openMask}; written as {@link #alikeMask}. */
    public int openMask;

    /** What is kept of the connections opened here; guarded by the monitor of whoever counts, who alone knows its type. */
    public @Nullable Object attachment;

    /** More than there are tasks that share a connection's thread; so that of ever new stacks not all are kept. */
    private static final int MOST_BEFORE = 16;

    /** Where a connection was written before it rested, and then here; of several the last (racy on purpose). */
    private @Nullable RawStack beforeRest;

    /** The raw stack until it is materialised. Holds class mirrors only, no object of the application. */
    private volatile @Nullable Throwable raw;

    private volatile @Nullable NormalisedStack materialised;

    /** Connections that had lain idle were closed here, so it is worth a look whether the collector had found them. */
    private volatile boolean closesIdle;

    private volatile boolean takesReference;

    /** Of two that are joined the one above; both null otherwise. */
    private final @Nullable RawStack task;

    private final @Nullable RawStack submitter;

    /** The one below did not submit a task, but started the thread. */
    private final boolean startedThread;

    public RawStack(long fingerprint, @Nullable Throwable raw) {
        this(fingerprint, raw, null, null, false);
    }

    public RawStack(
            long fingerprint,
            @Nullable Throwable raw,
            @Nullable RawStack task,
            @Nullable RawStack submitter,
            boolean startedThread) {
        this.fingerprint = fingerprint;
        this.raw = raw;
        this.task = task;
        this.submitter = submitter;
        this.startedThread = startedThread;
    }

    /** False also where that is not known yet. */
    public boolean hasApplicationFrame() {
        NormalisedStack done = materialised;
        return done != null && done.application;
    }

    /** Of who started a thread: never again one that is joined with who started the starter. */
    public RawStack root() {
        if (task == null || submitter == null) {
            return this;
        }
        return task.hasApplicationFrame() ? task : submitter;
    }

    public @Nullable RawStack beforeRest() {
        return beforeRest;
    }

    /** By a hook that has just captured it, of a connection that was written at {@code before} until it rested. */
    public void writtenAfterRest(@Nullable RawStack before) {
        beforeRest = before;
        RawStack last = before;
        for (int i = 1; i < MOST_BEFORE && last != null && last != this; i++) {
            last = last.beforeRest;
        }
        if (last != null && last != this) {
            last.beforeRest = null;
        }
    }

    /**
     * By a hook that has just captured it, and closes there what had lain idle.
     *
     * @return whether it is to be captured once more, for {@link #again}: its classes are no longer known
     */
    public boolean closesIdle() {
        if (closesIdle) {
            return false;
        }
        closesIdle = true;
        return materialised != null;
    }

    /** The same stack. */
    public void again(Throwable captured) {
        raw = captured;
    }

    /**
     * Whether what it closes, the garbage collector has found, see {@link ReferenceTakers}. False also where that cannot be
     * told. Any thread but not from a hook.
     */
    public boolean takesReference(FrameNormaliser normaliser) {
        stack(normaliser);
        return takesReference;
    }

    /** Any thread but not from a hook. Two at once compute the same. */
    public NormalisedStack stack(FrameNormaliser normaliser) {
        Throwable captured = raw;
        if (captured != null && closesIdle) {
            takesReference = normaliser.takesReference(captured);
        }
        NormalisedStack done = materialised;
        if (done == null) {
            done = captured == null ? withoutRaw(normaliser) : normaliser.normalise(captured);
            materialised = done;
        }
        if (captured != null) {
            raw = null;
        }
        return done;
    }

    private NormalisedStack withoutRaw(FrameNormaliser normaliser) {
        if (task == null || submitter == null) {
            return materialisedByOther();
        }
        NormalisedStack above = task.stack(normaliser);
        NormalisedStack below = submitter.stack(normaliser);
        return startedThread ? normaliser.joinStart(above, below) : normaliser.join(above, below);
    }

    private NormalisedStack materialisedByOther() {
        NormalisedStack done = materialised;
        if (done == null) {
            throw new IllegalStateException("a stack entry without a stack");
        }
        return done;
    }
}
