package dev.lastack.analyze.leak;

import java.time.Instant;

/** As {@code Duration.between(from, to).toMillis()}, without an object: asked once or more for each open connection. */
final class Millis {

    private static final long NANOS_OF_SECOND = 1_000_000_000L;
    private static final long NANOS_OF_MILLI = 1_000_000L;

    private Millis() {}

    /** Whole milliseconds, towards 0; negative where the second is the earlier. */
    static long between(Instant from, Instant to) {
        long nanos = (to.getEpochSecond() - from.getEpochSecond()) * NANOS_OF_SECOND + (to.getNano() - from.getNano());
        return nanos / NANOS_OF_MILLI;
    }
}
