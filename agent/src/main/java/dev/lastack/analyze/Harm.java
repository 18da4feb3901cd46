package dev.lastack.analyze;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.host.Destination;
import dev.lastack.snapshot.CodePath;
import java.util.Comparator;
import java.util.Map;

/**
 * What a person should see to first. By severity; then what grows fastest, because it ends the program soonest; then by
 * the number of connections. TIME_WAIT within this host comes after all else of its severity: ports on loopback are
 * taken again after a second, and thousands of entries there harm less than one connection that is never closed.
 */
final class Harm {

    private final Map<String, CodePath> paths;

    /** @param paths by id */
    Harm(Map<String, CodePath> paths) {
        this.paths = paths;
    }

    Comparator<Finding> greatestFirst() {
        return Comparator.comparing(Finding::severity)
                .thenComparing(this::isWithinThisHost)
                .thenComparing(Comparator.comparingDouble(Harm::growth).reversed())
                .thenComparing(Finding::connections, Comparator.reverseOrder())
                .thenComparing(Finding::rule)
                .thenComparing(Finding::codePathId);
    }

    private boolean isWithinThisHost(Finding finding) {
        if (!finding.rule().startsWith("time-wait/") || finding.severity() == Severity.ERROR) {
            return false;
        }
        return finding.codePathIds().stream()
                .map(paths::get)
                .allMatch(path -> path != null && path.isClient() && Destination.isLoopback(path.peer()));
    }

    /** A minute. */
    private static double growth(Finding finding) {
        return finding.evidence().getOrDefault(EvidenceKey.GROWTH_PER_MINUTE, 0).doubleValue();
    }
}
