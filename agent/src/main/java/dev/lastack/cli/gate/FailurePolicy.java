package dev.lastack.cli.gate;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.document.DocumentedFinding;
import java.util.List;
import java.util.Locale;

/** Which findings fail an audit. */
public record FailurePolicy(List<String> rules, Least least) {

    /** The least severity that fails. */
    public enum Least {
        ERROR,
        WARNING,
        INFO,
        NONE
    }

    /**
     * All that is given must hold.
     *
     * @param rules ids, or groups such as {@code close-wait}; empty for all
     */
    public FailurePolicy {
        rules = List.copyOf(rules);
    }

    boolean fails(DocumentedFinding finding) {
        return least != Least.NONE
                && finding.severity().compareTo(Severity.valueOf(least.name())) <= 0
                && (rules.isEmpty() || rules.stream().anyMatch(rule -> covers(rule, finding.rule())));
    }

    /** Whether a rule is the one named, or one of the group. */
    public static boolean covers(String named, String rule) {
        return rule.equals(named) || rule.startsWith(named.endsWith("/") ? named : named + "/");
    }

    @Override
    public String toString() {
        String severity = least.name().toLowerCase(Locale.ROOT);
        return rules.isEmpty() ? severity : severity + " of " + String.join(", ", rules);
    }
}
