package dev.lastack.it.oracle;

/** The reasons to let time go by. */
public final class Pause {

    private static final long NOTICED_WITHIN_MILLIS = 1_000;

    private Pause() {}

    /** Between two looks at a condition. */
    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    /** Time that is to be measured. */
    public static void of(long millis) {
        millis(millis);
    }

    /**
     * LastAck calls a state a finding only after a threshold: here time itself is what is waited for. The threshold
     * counts from when LastAck learns of the state, which on a busy machine, and for a JVM's first connection, is later
     * than the kernel's own time.
     *
     * @param thresholdMillis 0 where LastAck does not watch, and nothing is to be waited for
     */
    public static void pastThreshold(long thresholdMillis) {
        if (thresholdMillis > 0) {
            millis(thresholdMillis + NOTICED_WITHIN_MILLIS);
        }
    }
}
