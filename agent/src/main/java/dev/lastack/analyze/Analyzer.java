package dev.lastack.analyze;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts every rule to every code path of a snapshot, or to all of them together. */
public final class Analyzer {

    private static final List<Rule> RULES = List.of(
            new EofIgnored(),
            new Unread(),
            new SlowClose(),
            new ReclaimedByGc(),
            new Unreachable(),
            new CloseDeferred(),
            new StalledUnreadData(),
            new ShortConnections(),
            new ServerClosesFirst(),
            new IdleTimeout());

    private static final List<HostRule> HOST_RULES = List.of(
            new PortPressure(),
            new BucketPressure(),
            new AddressExhausted(),
            new TwRecycle(),
            new TwReuseWithoutTimestamps(),
            new TwReuseLoopbackOnly(),
            new MaxTwBucketsLow(),
            new PortRangeNarrow(),
            new TimeWaitOverflow());

    private static final Comparator<Finding> MOST_IMPORTANT_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::connections, Comparator.reverseOrder())
            .thenComparing(Finding::rule)
            .thenComparing(Finding::codePathId);

    private Analyzer() {}

    /** Errors first, then by the number of connections; empty where all is well. */
    public static List<Finding> analyze(Snapshot snapshot, Settings settings) {
        Exclusions exclusions = new Exclusions(settings.exclude());
        Map<String, CodePath> paths = new HashMap<>();
        snapshot.codePaths().forEach(path -> paths.put(path.id(), path));
        return Stream.concat(ofPaths(snapshot, settings), ofHost(snapshot, settings))
                .filter(finding -> !isExcluded(exclusions, paths.get(finding.codePathId()), finding))
                .sorted(MOST_IMPORTANT_FIRST)
                .toList();
    }

    private static boolean isExcluded(Exclusions exclusions, @Nullable CodePath path, Finding finding) {
        return path != null && exclusions.cover(path, finding);
    }

    private static Stream<Finding> ofPaths(Snapshot snapshot, Settings settings) {
        return snapshot.codePaths().stream().flatMap(path -> judge(path, snapshot, settings));
    }

    private static Stream<Finding> ofHost(Snapshot snapshot, Settings settings) {
        HostView view = HostView.of(snapshot, settings);
        return HOST_RULES.stream().flatMap(rule -> rule.judge(view).stream());
    }

    private static Stream<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        return RULES.stream().flatMap(rule -> rule.judge(path, snapshot, settings).stream());
    }

    /** The ids of all rules, in no order that matters. */
    public static List<String> ruleIds() {
        return Stream.concat(RULES.stream().map(Rule::id), HOST_RULES.stream().map(HostRule::id))
                .toList();
    }
}
