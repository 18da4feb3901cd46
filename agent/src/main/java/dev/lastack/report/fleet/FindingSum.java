package dev.lastack.report.fleet;

import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.fleet.FleetFinding.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One finding, while reports are added. */
final class FindingSum {

    private DocumentedFinding worstFinding;
    private final List<Share> worst = new ArrayList<>();
    private final Map<String, Integer> versions = new TreeMap<>();
    private @Nullable FleetInstance first;
    private int jvms;
    private long connections;

    FindingSum(DocumentedFinding finding) {
        worstFinding = withoutStacks(finding);
    }

    void add(FleetInstance instance, DocumentedFinding finding) {
        jvms++;
        connections += finding.connections();
        if (!instance.version().isEmpty()) {
            versions.merge(instance.version(), 1, Integer::sum);
        }
        if (first == null || instance.startedAt().compareTo(first.startedAt()) < 0) {
            first = instance;
        }
        Share share = new Share(instance, finding.severity(), finding.connections());
        worst.add(share);
        worst.sort(Share.WORST_FIRST);
        if (worst.size() > FleetBuilder.WORST) {
            worst.remove(worst.size() - 1);
        }
        if (worst.get(0).equals(share)) {
            worstFinding = withoutStacks(finding);
        }
    }

    /** They are the greater part of a report, and each JVM's own has them. */
    private static DocumentedFinding withoutStacks(DocumentedFinding finding) {
        return new DocumentedFinding(
                finding.rule(),
                finding.severity(),
                finding.title(),
                finding.connections(),
                finding.site(),
                finding.note(),
                finding.role(),
                finding.peer(),
                finding.details(),
                finding.why(),
                finding.fix(),
                List.of());
    }

    FleetFinding sum() {
        FleetInstance earliest = first == null ? worst.get(0).instance() : first;
        return new FleetFinding(
                worstFinding,
                jvms,
                connections,
                List.copyOf(worst),
                Collections.unmodifiableMap(new TreeMap<>(versions)),
                earliest);
    }
}
