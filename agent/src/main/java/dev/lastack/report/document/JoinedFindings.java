package dev.lastack.report.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of several JVMs as one list: what is of one identity is one finding, about the connections of all. */
public final class JoinedFindings {

    private JoinedFindings() {}

    /** Those of one report as they are; of several in the order in which they come. */
    public static List<DocumentedFinding> of(List<ReportDocument> reports) {
        if (reports.size() == 1) {
            return reports.get(0).findings();
        }
        Map<String, DocumentedFinding> joined = new LinkedHashMap<>();
        for (ReportDocument report : reports) {
            report.findings().forEach(finding -> joined.merge(finding.identity(), finding, DocumentedFinding::with));
        }
        return List.copyOf(joined.values());
    }
}
