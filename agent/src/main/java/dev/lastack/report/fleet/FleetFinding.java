package dev.lastack.report.fleet;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.document.DocumentedFinding;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One finding in many JVMs: of one rule, one method at fault and one role. Immutable.
 *
 * @param finding as the worst JVM has it
 * @param jvms that have it
 * @param connections of all of them
 * @param worst the JVMs with most of it, no more than {@value FleetBuilder#WORST}, the worst first
 * @param versions how many JVMs of each version have it, by name; without those that do not say theirs
 * @param first of those JVMs, the one that started first
 */
public record FleetFinding(
        DocumentedFinding finding,
        int jvms,
        long connections,
        List<Share> worst,
        Map<String, Integer> versions,
        FleetInstance first) {

    /** The most severe first, then in most JVMs, then about most connections. */
    static final Comparator<FleetFinding> BY_WEIGHT = Comparator.comparing(
                    (FleetFinding one) -> one.finding().severity())
            .thenComparing(Comparator.comparingInt(FleetFinding::jvms).reversed())
            .thenComparing(Comparator.comparingLong(FleetFinding::connections).reversed())
            .thenComparing(one -> one.finding().identity());

    /**
     * What one JVM has of it.
     *
     * @param connections of this JVM
     */
    public record Share(FleetInstance instance, Severity severity, long connections) {

        static final Comparator<Share> WORST_FIRST = Comparator.comparing(Share::severity)
                .thenComparing(Comparator.comparingLong(Share::connections).reversed())
                .thenComparing(share -> share.instance().number());
    }
}
