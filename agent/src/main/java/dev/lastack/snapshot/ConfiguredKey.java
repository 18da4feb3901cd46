package dev.lastack.snapshot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A key of LastAck's and the value that counts.
 *
 * @param value as a person sets it; empty for none
 * @param duration null where the value is none
 * @param changed whether it is not the default
 */
public record ConfiguredKey(
        String key, String value, @Nullable Duration duration, boolean changed) {}
