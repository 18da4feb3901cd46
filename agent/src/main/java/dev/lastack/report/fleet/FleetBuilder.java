package dev.lastack.report.fleet;

import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums reports up, one after the other, and keeps of each no more than a line and what it adds to the sums: a thousand
 * reports of a megabyte need no gigabyte. Not for several threads.
 */
public final class FleetBuilder {

    /** How many of a finding's JVMs are named. */
    static final int WORST = 10;

    private final List<FleetInstance> instances = new ArrayList<>();
    private final Map<String, FindingSum> findings = new LinkedHashMap<>();

    /**
     * Takes the report of one more JVM. Only what is documented at {@link Fleet} is kept of it.
     *
     * @param file for a person who wants to see more
     */
    public void add(String file, ReportDocument report) {
        FleetInstance instance = FleetInstance.of(instances.size() + 1, file, report);
        instances.add(instance);
        for (DocumentedFinding finding : inOneJvm(report)) {
            findings.computeIfAbsent(finding.identity(), unseen -> new FindingSum(finding))
                    .add(instance, finding);
        }
    }

    private static Collection<DocumentedFinding> inOneJvm(ReportDocument report) {
        Map<String, DocumentedFinding> byIdentity = new LinkedHashMap<>();
        report.findings().forEach(one -> byIdentity.merge(one.identity(), one, DocumentedFinding::with));
        return byIdentity.values();
    }

    /** How many JVMs have been added. */
    public int size() {
        return instances.size();
    }

    /** What has been added up to now. */
    public Fleet build(Instant now, int olderReports, List<Fleet.Skipped> skipped) {
        return new Fleet(
                now,
                List.copyOf(instances),
                findings.values().stream()
                        .map(FindingSum::sum)
                        .sorted(FleetFinding.BY_WEIGHT)
                        .toList(),
                olderReports,
                List.copyOf(skipped));
    }
}
