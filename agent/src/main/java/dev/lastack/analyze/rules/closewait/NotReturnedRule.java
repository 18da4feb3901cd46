package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.analyze.leak.PoolSettings;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.text.Words;
import java.util.Objects;

/** A pool has lent it out, the remote keeps its side open, and nobody has used it for long: only the pool knows that. */
public final class NotReturnedRule extends OpenRule {

    private static final String WHY = "Its pool has lent it out, no data has been moved over it for long, and no thread"
            + " waits for any: whoever borrowed it has most likely forgotten it, or holds it while at work on something"
            + " else. Such a connection is alive on both sides, so nothing but its pool shows that. A pool that has lent out"
            + " all it may have lets everybody else wait.";

    public NotReturnedRule() {
        super(LeakState.NOT_RETURNED);
    }

    @Override
    public String id() {
        return "open/not-returned";
    }

    @Override
    Finding finding(AffectedConnections group) {
        Culprit culprit = Culprit.ofOwner(group);
        OpenDetails details = OpenDetails.of(group, culprit)
                .pool()
                .lastUsed()
                .evidence()
                .netty()
                .unreadData()
                .siblings();
        return finding(group, verdict(group), culprit, group.max(OpenConnection::idleMillis), details);
    }

    private static Verdict verdict(AffectedConnections group) {
        PoolLibrary library =
                Objects.requireNonNull(PoolEvidence.of(group)).pooled().library();
        return new Verdict(
                Severity.ERROR,
                "lent out by the pool, used by nobody since, and never given back",
                WHY,
                "give each connection back on every way out of the code that borrows it (close() by try-with-resources),"
                        + " and not only after long work that does not need it. " + PoolSettings.tellsOfLeaks(library)
                        + ". Where a connection is meant to be held so long, set borrowed-threshold above "
                        + Words.duration(group.settings().borrowedThreshold().toMillis()) + ".");
    }
}
