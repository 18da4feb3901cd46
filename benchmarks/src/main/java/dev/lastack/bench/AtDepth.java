package dev.lastack.bench;

/**
 * Does something at the end of a stack of a given depth. All frames of the thread count, the harness's too, up to and
 * including {@link #work}: as in an application, whose container counts as well.
 */
abstract class AtDepth {

    private final int frames;

    /** Frames to add; depends on the harness, so the first call finds it out. */
    private int missing = -1;

    AtDepth(int frames) {
        this.frames = frames;
    }

    abstract long work() throws Exception;

    final long run() throws Exception {
        if (missing < 0) {
            missing = findMissing(new Throwable().getStackTrace().length);
        }
        return descend(missing);
    }

    /** Below {@code run} come at least one {@code descend} and {@code work}. */
    private int findMissing(int here) {
        int shallowest = here + 2;
        if (frames < shallowest) {
            throw new IllegalStateException("the harness alone makes a stack of " + shallowest + " frames");
        }
        return frames - shallowest;
    }

    private long descend(int further) throws Exception {
        return further == 0 ? work() : descend(further - 1);
    }
}
