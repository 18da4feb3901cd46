package dev.lastack.analyze;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;

/** Puts every rule to a snapshot. */
public final class Analyzer {

    private static final List<Rule> RULES = List.of();

    private static final Comparator<Finding> MOST_IMPORTANT_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::connections, Comparator.reverseOrder())
            .thenComparing(Finding::rule)
            .thenComparing(Finding::codePathId);

    private Analyzer() {}

    /** Errors first, then by the number of connections; empty where all is well. */
    public static List<Finding> analyze(Snapshot snapshot, Settings settings) {
        return RULES.stream()
                .flatMap(rule -> rule.judge(snapshot, settings).stream())
                .sorted(MOST_IMPORTANT_FIRST)
                .toList();
    }

    /** The ids of all rules, in no order that matters. */
    public static List<String> ruleIds() {
        return RULES.stream().map(Rule::id).toList();
    }
}
