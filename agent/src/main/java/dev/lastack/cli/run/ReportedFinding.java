package dev.lastack.cli.run;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.json.JsonObject;
import dev.lastack.report.document.DocumentedFinding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A finding of a report.
 *
 * @param culprit a site, or empty
 * @param role {@code client} or {@code server}, or empty
 * @param peer {@code ip:port}, or empty
 */
record ReportedFinding(String rule, Severity severity, String culprit, String role, String peer, long connections) {

    static List<ReportedFinding> in(JsonObject report) {
        Map<String, JsonObject> paths = new HashMap<>();
        report.objects("codePaths").forEach(path -> paths.put(path.text("id"), path));
        return report.objects("findings").stream()
                .map(finding -> of(finding, paths.getOrDefault(finding.text("codePath"), finding)))
                .toList();
    }

    static ReportedFinding of(DocumentedFinding finding) {
        return new ReportedFinding(
                finding.rule(),
                finding.severity(),
                finding.site() == null ? "" : finding.site().toString(),
                finding.role(),
                finding.peer(),
                finding.connections());
    }

    private static ReportedFinding of(JsonObject finding, JsonObject path) {
        return new ReportedFinding(
                finding.text("rule"),
                Severity.valueOf(finding.text("severity").toUpperCase(Locale.ROOT)),
                finding.text("culprit"),
                path.text("role"),
                path.text("peer"),
                finding.count("connections"));
    }
}
