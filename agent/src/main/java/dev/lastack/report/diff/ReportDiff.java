package dev.lastack.report.diff;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two reports, finding by finding. A finding is the same in both whatever its line, its count and its peer's port: see
 * {@link DocumentedFinding#identity()}. Immutable.
 *
 * @param changes the most severe first
 */
public record ReportDiff(ReportDocument before, ReportDocument after, List<Change> changes) {

    public static ReportDiff of(ReportDocument before, ReportDocument after) {
        Map<String, DocumentedFinding> old = byIdentity(before);
        Map<String, DocumentedFinding> now = byIdentity(after);
        Set<String> all = new LinkedHashSet<>(old.keySet());
        all.addAll(now.keySet());
        return new ReportDiff(
                before,
                after,
                all.stream()
                        .map(identity -> new Change(old.get(identity), now.get(identity)))
                        .sorted(Change.BY_WEIGHT)
                        .toList());
    }

    private static Map<String, DocumentedFinding> byIdentity(ReportDocument report) {
        Map<String, DocumentedFinding> findings = new LinkedHashMap<>();
        for (DocumentedFinding finding : report.findings()) {
            findings.merge(finding.identity(), finding, DocumentedFinding::with);
        }
        return findings;
    }

    public List<Change> of(Change.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    /** What is new at this severity or above: see {@link Change#reaches}. */
    public List<Change> reaching(Severity least) {
        return changes.stream().filter(change -> change.reaches(least)).toList();
    }
}
