package dev.lastack.track.path;

import dev.lastack.config.Settings;

/**
 * The settings that the sums depend on, in nanoseconds.
 *
 * @param slowNanos a close-wait time from here on counts as slow
 * @param shortNanos a life below this counts as short
 * @param windowNanos over which rates are taken
 */
public record Limits(long slowNanos, long shortNanos, long windowNanos) {

    public static Limits of(Settings settings) {
        return new Limits(
                settings.closeWaitThreshold().toNanos(),
                settings.shortConnection().toNanos(),
                settings.window().toNanos());
    }
}
