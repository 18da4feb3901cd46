package dev.lastack.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of all keys. Immutable.
 *
 * @param reports where to write at JVM exit: files, or {@code -} for text on standard error
 * @param reportEvery null: only at exit
 */
public record Settings(
        List<String> reports,
        @Nullable Duration reportEvery,
        Duration closeWaitThreshold,
        Duration stalledThreshold,
        Duration shortConnection,
        Duration window,
        int hotspotConnections,
        List<String> applicationPackages,
        int stackDepth,
        List<String> exclude) {

    public static final Settings DEFAULTS = new Settings(
            List.of("-"),
            null,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            100,
            List.of(),
            128,
            List.of());

    public Settings {
        reports = List.copyOf(reports);
        applicationPackages = List.copyOf(applicationPackages);
        exclude = List.copyOf(exclude);
    }
}
