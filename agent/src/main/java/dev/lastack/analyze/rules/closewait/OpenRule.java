package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.HandlerEvidence;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import java.util.Optional;

/** A rule about open connections that are in one {@link LeakState}. */
abstract class OpenRule implements Rule {

    private final LeakState state;

    OpenRule(LeakState state) {
        this.state = state;
    }

    @Override
    public final boolean splitsByHandler() {
        return true;
    }

    @Override
    public final long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return AffectedConnections.of(path, state, snapshot, settings).size();
    }

    @Override
    public final Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        AffectedConnections group = AffectedConnections.of(path, state, snapshot, settings);
        return group.isEmpty() ? Optional.empty() : Optional.of(finding(group));
    }

    /** @param group never empty */
    abstract Finding finding(AffectedConnections group);

    Finding finding(
            AffectedConnections group, Verdict verdict, Culprit culprit, long longestMillis, OpenDetails details) {
        return verdict.finding(
                        id(),
                        group.path(),
                        group.size(),
                        culprit,
                        OpenEvidence.of(group, longestMillis),
                        details.lines())
                .with(PoolEvidence.of(group))
                .handledBy(HandlerEvidence.of(group));
    }
}
