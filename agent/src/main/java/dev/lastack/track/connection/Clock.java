package dev.lastack.track.connection;

import java.time.Instant;

/**
 * Turns {@link System#nanoTime} into wall-clock time, by one reading of both: a fresh one for each report, because the
 * two drift apart. What happened after the reading is shown as of the reading.
 */
public record Clock(Instant wall, long nanos) {

    public static Clock now() {
        return new Clock(Instant.now(), System.nanoTime());
    }

    public Instant at(long nanoTime) {
        return wall.plusNanos(Math.min(0, nanoTime - nanos));
    }
}
