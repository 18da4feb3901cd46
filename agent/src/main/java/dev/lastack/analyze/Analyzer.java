package dev.lastack.analyze;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.analyze.rules.closewait.CloseDeferredRule;
import dev.lastack.analyze.rules.closewait.EofIgnoredRule;
import dev.lastack.analyze.rules.closewait.GrowingRule;
import dev.lastack.analyze.rules.closewait.NeverConnectedRule;
import dev.lastack.analyze.rules.closewait.NotAcceptedRule;
import dev.lastack.analyze.rules.closewait.NotReturnedRule;
import dev.lastack.analyze.rules.closewait.OpenUnreachableRule;
import dev.lastack.analyze.rules.closewait.ReclaimedByGcRule;
import dev.lastack.analyze.rules.closewait.ResetNotClosedRule;
import dev.lastack.analyze.rules.closewait.SlowCloseRule;
import dev.lastack.analyze.rules.closewait.StalledUnreadDataRule;
import dev.lastack.analyze.rules.closewait.UnreachableRule;
import dev.lastack.analyze.rules.closewait.UnreadRule;
import dev.lastack.analyze.rules.kernel.MaxTwBucketsLowRule;
import dev.lastack.analyze.rules.kernel.PortRangeNarrowRule;
import dev.lastack.analyze.rules.kernel.TimeWaitOverflowRule;
import dev.lastack.analyze.rules.kernel.TwRecycleRule;
import dev.lastack.analyze.rules.kernel.TwReuseLoopbackOnlyRule;
import dev.lastack.analyze.rules.kernel.TwReuseWithoutTimestampsRule;
import dev.lastack.analyze.rules.peer.IdleTimeoutRule;
import dev.lastack.analyze.rules.timewait.AddressExhaustedRule;
import dev.lastack.analyze.rules.timewait.BucketPressureRule;
import dev.lastack.analyze.rules.timewait.PortPressureRule;
import dev.lastack.analyze.rules.timewait.ServerClosesFirstRule;
import dev.lastack.analyze.rules.timewait.ShortConnectionsRule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts every rule to every code path of a snapshot, or to all of them together. */
public final class Analyzer {

    private static final List<Rule> RULES = Stream.of(
                    List.<Rule>of(new EofIgnoredRule()),
                    UnreadRule.all(),
                    List.<Rule>of(
                            new SlowCloseRule(),
                            new ReclaimedByGcRule(),
                            new UnreachableRule(),
                            new OpenUnreachableRule(),
                            new ResetNotClosedRule(),
                            new CloseDeferredRule(),
                            new NotReturnedRule(),
                            new GrowingRule(),
                            new NeverConnectedRule(),
                            new NotAcceptedRule(),
                            new StalledUnreadDataRule(),
                            new ShortConnectionsRule(),
                            new ServerClosesFirstRule(),
                            new IdleTimeoutRule()))
            .flatMap(List::stream)
            .toList();

    private static final List<HostRule> HOST_RULES = List.of(
            new PortPressureRule(),
            new BucketPressureRule(),
            new AddressExhaustedRule(),
            new TwRecycleRule(),
            new TwReuseWithoutTimestampsRule(),
            new TwReuseLoopbackOnlyRule(),
            new MaxTwBucketsLowRule(),
            new PortRangeNarrowRule(),
            new TimeWaitOverflowRule());

    private Analyzer() {}

    /** The most harmful first, see {@link Harm}; empty where all is well. */
    public static List<Finding> analyze(Snapshot snapshot, Settings settings) {
        Exclusions exclusions = new Exclusions(settings.exclude());
        Map<String, CodePath> paths = new HashMap<>();
        snapshot.codePaths().forEach(path -> paths.put(path.id(), path));
        return Stream.concat(ofPaths(snapshot, settings, exclusions), ofHost(snapshot, settings))
                .filter(finding -> !isExcluded(exclusions, paths.get(finding.codePathId()), finding))
                .sorted(new Harm(paths).greatestFirst())
                .toList();
    }

    private static boolean isExcluded(Exclusions exclusions, @Nullable CodePath path, Finding finding) {
        return path != null && exclusions.cover(path, finding);
    }

    private static Stream<Finding> ofPaths(Snapshot snapshot, Settings settings, Exclusions exclusions) {
        List<CodePath> paths = snapshot.codePaths().stream()
                .filter(path -> !exclusions.coverPeer(path))
                .toList();
        Collection<List<CodePath>> byOpener = MergedPaths.byOpener(paths);
        return RULES.stream().flatMap(rule -> {
            Judgement judgement = new Judgement(rule, snapshot, settings);
            causes(rule, paths, byOpener).forEach(judgement::judge);
            return judgement.findings().stream();
        });
    }

    /** Paths of one cause together: of one line that opens, and then of one culprit. */
    private static Collection<List<CodePath>> causes(
            Rule rule, List<CodePath> paths, Collection<List<CodePath>> byOpener) {
        if (rule.joinsLibraryThreads()) {
            return LibraryThreads.join(byOpener);
        }
        return rule.mergesPeers() ? byOpener : paths.stream().map(List::of).toList();
    }

    private static Stream<Finding> ofHost(Snapshot snapshot, Settings settings) {
        HostLoad view = HostLoad.of(snapshot, settings);
        return HOST_RULES.stream().flatMap(rule -> rule.judge(view).stream());
    }

    /** The ids of all rules, in no order that matters. */
    public static List<String> ruleIds() {
        return Stream.concat(RULES.stream().map(Rule::id), HOST_RULES.stream().map(HostRule::id))
                .distinct()
                .toList();
    }
}
