package dev.lastack.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of all keys. Immutable.
 *
 * @param reports where to write at JVM exit: files, or {@code -} for text on standard error
 * @param reportEvery null: only at exit
 * @param reportTimeout how long the reports at exit may take before the JVM goes on to end
 * @param overhead of one core, 0.01 for 1 %; infinite: captures are never left out
 * @param metrics where metrics are given out, see {@link MetricsTarget}
 * @param metricsLimit how many code paths, destinations and listeners get series of their own
 * @param notifies who is told of each new finding, see {@link NotifyTarget}
 */
public record Settings(
        List<String> reports,
        @Nullable Duration reportEvery,
        Duration closeWaitThreshold,
        Duration stalledThreshold,
        Duration borrowedThreshold,
        Duration shortConnection,
        Duration window,
        int hotspotConnections,
        List<String> applicationPackages,
        int stackDepth,
        List<String> exclude,
        boolean executorHandover,
        Duration reportTimeout,
        double overhead,
        List<String> metrics,
        int metricsLimit,
        List<String> notifies) {

    /** Taken from {@link Key}, where each default is declared. */
    public static final Settings DEFAULTS = SettingsParser.defaults();

    public Settings {
        reports = List.copyOf(reports);
        applicationPackages = List.copyOf(applicationPackages);
        exclude = List.copyOf(exclude);
        metrics = List.copyOf(metrics);
        notifies = List.copyOf(notifies);
    }

    /** The duration of one key; null where its value is none. */
    public @Nullable Duration durationOf(Key<?> key) {
        return valueOf(key) instanceof Duration duration ? duration : null;
    }

    /** The value of one key as a person sets it; empty for none. */
    public String textOf(Key<?> key) {
        Object value = valueOf(key);
        if (value == null) {
            return "";
        }
        if (value instanceof Duration duration) {
            return DurationType.text(duration);
        }
        if (value instanceof Double share) {
            return ShareType.text(share);
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(String.valueOf(ListType.SEPARATOR)))
                : value.toString();
    }

    /** Whether the value of one key is not the default. */
    public boolean isChanged(Key<?> key) {
        return !Objects.equals(valueOf(key), DEFAULTS.valueOf(key));
    }

    /** The value of one key; null for none. */
    @Nullable
    Object valueOf(Key<?> key) {
        return Arrays.asList(
                        reports,
                        reportEvery,
                        closeWaitThreshold,
                        stalledThreshold,
                        borrowedThreshold,
                        shortConnection,
                        window,
                        hotspotConnections,
                        applicationPackages,
                        stackDepth,
                        exclude,
                        executorHandover,
                        reportTimeout,
                        overhead,
                        metrics,
                        metricsLimit,
                        notifies)
                .get(Key.ALL.indexOf(key));
    }

    public Settings withReports(List<String> others) {
        return new Settings(
                others,
                reportEvery,
                closeWaitThreshold,
                stalledThreshold,
                borrowedThreshold,
                shortConnection,
                window,
                hotspotConnections,
                applicationPackages,
                stackDepth,
                exclude,
                executorHandover,
                reportTimeout,
                overhead,
                metrics,
                metricsLimit,
                notifies);
    }
}
