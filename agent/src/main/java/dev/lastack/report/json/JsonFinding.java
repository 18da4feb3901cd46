package dev.lastack.report.json;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** One entry of {@code findings}: the same in a report and alone. */
final class JsonFinding {

    private final JsonOut json;

    JsonFinding(JsonOut json) {
        this.json = json;
    }

    void write(Finding finding) throws IOException {
        json.text("rule", finding.rule());
        json.name("severity", finding.severity());
        json.text("title", finding.title());
        json.number("connections", finding.connections());
        json.text(
                "culprit", finding.culprit() == null ? null : finding.culprit().toString());
        json.text("culpritNote", finding.culpritNote());
        json.text("codePath", finding.codePathId());
        json.texts("codePaths", finding.codePathIds());
        json.begin("evidence");
        for (Map.Entry<EvidenceKey, Number> number : finding.evidence().entrySet()) {
            evidence(number.getKey(), number.getValue());
        }
        json.end();
        json.texts("details", finding.details());
        json.text("why", finding.why());
        json.text("fix", finding.fix());
        if (finding.pool() != null) {
            new JsonPool(json).write(finding.pool().pooled(), finding.pool().borrowedBy());
        }
        if (finding.handled() != null) {
            new JsonHandler(json).write(finding.handled());
        }
    }

    private void evidence(EvidenceKey key, Number value) throws IOException {
        if (key.isMoment()) {
            json.time(key.jsonName(), Instant.ofEpochMilli(value.longValue()));
        } else {
            json.number(key.jsonName(), value);
        }
    }
}
