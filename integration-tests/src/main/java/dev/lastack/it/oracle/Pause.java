package dev.lastack.it.oracle;

/** The two reasons to let time go by. */
public final class Pause {

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

    /** LastAck calls a state a finding only after a threshold: here time itself is what is waited for. */
    public static void pastThreshold(long thresholdMillis) {
        millis(2 * thresholdMillis);
    }
}
