package dev.lastack.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A normalised stack, innermost frame first, without LastAck's own frames. May be empty: not captured. */
public record Stack(List<Site> frames) {

    /** Nothing is known: no capture was made, or a cap was hit. */
    public static final Stack EMPTY = new Stack(List.of());

    public Stack {
        frames = List.copyOf(frames);
    }

    public boolean isEmpty() {
        return frames.isEmpty();
    }

    /**
     * True where the culprit did not call what was captured, but started the thread that did: the frames of whoever
     * started a thread stand below the thread's own.
     */
    public boolean ofStartedThread() {
        for (Site frame : frames) {
            if (frame.application()) {
                return false;
            }
            if (frame.isThreadStart()) {
                return true;
            }
        }
        return false;
    }

    /** True where no code of the application was on the thread: it had the task from it, or was started by it, or neither. */
    public boolean onLibrarysThread() {
        for (Site frame : frames) {
            if (frame.application()) {
                return false;
            }
            if (frame.isThreadRun() || frame.isThreadStart()) {
                return true;
            }
        }
        return false;
    }

    /** The frame a person should open: the first of the application, or null where the stack has none. */
    public @Nullable Site culprit() {
        for (Site frame : frames) {
            if (frame.application()) {
                return frame;
            }
        }
        return null;
    }
}
