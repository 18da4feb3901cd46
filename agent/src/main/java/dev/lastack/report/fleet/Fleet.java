package dev.lastack.report.fleet;

import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Many JVMs, summed up. Immutable.
 *
 * @param findings the most severe first, then those of most JVMs
 * @param olderReports left out, as there is a later one of the same JVM
 * @param skipped files that could not be read
 */
public record Fleet(
        Instant mergedAt,
        List<FleetInstance> instances,
        List<FleetFinding> findings,
        int olderReports,
        List<Skipped> skipped) {

    /**
     * A file that was named, and was not read.
     *
     * @param reason that a person understands
     */
    public record Skipped(String file, String reason) {}

    long sum(ToLongFunction<FleetInstance> number) {
        return instances.stream().mapToLong(number).sum();
    }
}
