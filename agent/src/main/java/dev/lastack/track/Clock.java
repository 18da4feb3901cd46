package dev.lastack.track;

import java.time.Instant;

/** Turns {@link System#nanoTime} into wall-clock time, by one reading of both. */
record Clock(Instant wall, long nanos) {

    static Clock now() {
        return new Clock(Instant.now(), System.nanoTime());
    }

    Instant at(long nanoTime) {
        return wall.plusNanos(nanoTime - nanos);
    }
}
