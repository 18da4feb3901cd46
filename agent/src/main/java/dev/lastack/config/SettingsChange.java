package dev.lastack.config;

import java.util.List;

/**
 * What a watch that runs makes of new settings.
 *
 * @param settings from now on
 * @param changed {@code key=value} that are in effect
 * @param unchanged {@code key=value} that only a new watch can take
 */
public record SettingsChange(Settings settings, List<String> changed, List<String> unchanged) {

    public SettingsChange {
        changed = List.copyOf(changed);
        unchanged = List.copyOf(unchanged);
    }
}
