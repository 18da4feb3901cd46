package dev.lastack.track;

import dev.lastack.snapshot.Stack;
import org.jspecify.annotations.Nullable;

/**
 * One distinct raw stack. A hook only finds or creates the entry; the frames are materialised later by the agent's own
 * thread, once.
 */
final class StackEntry {

    /** Stands for a stack that was not captured, or had no place any more. */
    static final StackEntry NONE = new StackEntry(0, null);

    /** Stands for the JVM's own management, where there is no stack to tell it by. */
    static final StackEntry MANAGEMENT = new StackEntry(0, null);

    static {
        NONE.materialised = new NormalStack(Stack.EMPTY, false);
        MANAGEMENT.materialised = new NormalStack(Stack.EMPTY, true);
    }

    /** A fresh one of no frames. */
    static StackEntry unseen() {
        StackEntry entry = new StackEntry(0, null);
        entry.materialised = NONE.materialised;
        return entry;
    }

    final long fingerprint;

    /** Connections opened here, as far as the ration counts them, roughly (racy on purpose). */
    int opened;

    /** See {@link Habit#mask}; written by the agent's thread, an old value does no harm. */
    int alikeMask;

    /** Of the connections opened here; null until one has ended or stayed. Guarded by the {@link Ledger}'s monitor. */
    @Nullable
    Habit habit;

    /** Where the last connection that was opened here is counted: most often the next one's place too. Guarded likewise. */
    @Nullable
    PathStats lastPath;

    /** The raw stack until it is materialised. Holds class mirrors only, no object of the application. */
    private volatile @Nullable Throwable raw;

    private volatile @Nullable NormalStack materialised;

    /** Of two that are joined the one above; both null otherwise. */
    private final @Nullable StackEntry task;

    private final @Nullable StackEntry submitter;

    /** The one below did not submit a task, but started the thread. */
    private final boolean startedThread;

    StackEntry(long fingerprint, @Nullable Throwable raw) {
        this(fingerprint, raw, null, null, false);
    }

    StackEntry(
            long fingerprint,
            @Nullable Throwable raw,
            @Nullable StackEntry task,
            @Nullable StackEntry submitter,
            boolean startedThread) {
        this.fingerprint = fingerprint;
        this.raw = raw;
        this.task = task;
        this.submitter = submitter;
        this.startedThread = startedThread;
    }

    /** False also where that is not known yet. */
    boolean hasApplicationFrame() {
        NormalStack done = materialised;
        return done != null && done.application;
    }

    /** Of who started a thread: never again one that is joined with who started the starter. */
    StackEntry root() {
        if (task == null || submitter == null) {
            return this;
        }
        return task.hasApplicationFrame() ? task : submitter;
    }

    /** Any thread but not from a hook. Two at once compute the same. */
    NormalStack stack(FrameNormaliser normaliser) {
        NormalStack done = materialised;
        if (done != null) {
            return done;
        }
        Throwable captured = raw;
        NormalStack fresh = captured == null ? withoutRaw(normaliser) : normaliser.normalise(captured);
        materialised = fresh;
        raw = null;
        return fresh;
    }

    private NormalStack withoutRaw(FrameNormaliser normaliser) {
        if (task == null || submitter == null) {
            return materialisedByOther();
        }
        NormalStack above = task.stack(normaliser);
        NormalStack below = submitter.stack(normaliser);
        return startedThread ? normaliser.joinStart(above, below) : normaliser.join(above, below);
    }

    private NormalStack materialisedByOther() {
        NormalStack done = materialised;
        if (done == null) {
            throw new IllegalStateException("a stack entry without a stack");
        }
        return done;
    }
}
