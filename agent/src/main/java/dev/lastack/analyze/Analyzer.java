package dev.lastack.analyze;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts every rule to every code path of a snapshot. */
public final class Analyzer {

    private static final List<Rule> RULES = List.of(
            new EofIgnored(),
            new Unread(),
            new SlowClose(),
            new ReclaimedByGc(),
            new Unreachable(),
            new CloseDeferred(),
            new StalledUnreadData());

    private static final Comparator<Finding> MOST_IMPORTANT_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::connections, Comparator.reverseOrder())
            .thenComparing(Finding::rule)
            .thenComparing(Finding::codePathId);

    private Analyzer() {}

    /** Errors first, then by the number of connections; empty where all is well. */
    public static List<Finding> analyze(Snapshot snapshot, Settings settings) {
        Exclusions exclusions = new Exclusions(settings.exclude());
        return snapshot.codePaths().stream()
                .flatMap(path -> judge(path, snapshot, settings).filter(finding -> !exclusions.cover(path, finding)))
                .sorted(MOST_IMPORTANT_FIRST)
                .toList();
    }

    private static Stream<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        return RULES.stream().flatMap(rule -> rule.judge(path, snapshot, settings).stream());
    }

    /** The ids of all rules, in no order that matters. */
    public static List<String> ruleIds() {
        return RULES.stream().map(Rule::id).toList();
    }
}
