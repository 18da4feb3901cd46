package dev.lastack.analyze.finding;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.snapshot.CodePath;
import java.util.List;
import java.util.Map;

/** What a rule has to say in words of its own. */
public record Verdict(Severity severity, String title, String why, String fix) {

    public Finding finding(
            String rule,
            CodePath path,
            long connections,
            Culprit culprit,
            Map<EvidenceKey, Number> evidence,
            List<String> details) {
        return new Finding(
                rule,
                severity,
                title,
                connections,
                culprit.site(),
                culprit.note(),
                path.id(),
                List.of(path.id()),
                evidence,
                details,
                why,
                fix,
                null,
                null);
    }
}
