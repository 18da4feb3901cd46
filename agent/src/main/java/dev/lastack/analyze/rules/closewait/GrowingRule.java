package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.Abandoned;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opened one after the other, used once, and never closed: a leak that stays ESTABLISHED, as the remote keeps its side. */
public final class GrowingRule implements Rule {

    /** Fewer may be what a program wants to have at hand. */
    private static final int FEWEST = 16;

    private static final String TITLE =
            "opened one after the other and never closed, while the remote keeps its side open";

    private static final String WHY =
            "Each connection was left behind when the next one to the same remote was opened: a pool would have used it"
                    + " again. As the remote does not close either, they stay ESTABLISHED, here and over there. They add up"
                    + " until one side has no file descriptors, no sessions or no memory left.";

    private static final String FIX =
            "close each connection where it was used, with try-with-resources, or close() in a finally block; or share one"
                    + " client, data source or channel for all calls instead of making one for each, and close it when the"
                    + " program ends.";

    @Override
    public String id() {
        return "open/growing";
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return Abandoned.of(path, snapshot, settings).size();
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        List<OpenConnection> abandoned = Abandoned.of(path, snapshot, settings);
        long ended = path.ended().count();
        boolean mostOfThem = 2L * abandoned.size() >= path.open().size();
        boolean closedFarFewer = 2 * ended <= abandoned.size();
        return abandoned.size() >= FEWEST && mostOfThem && closedFarFewer
                ? Optional.of(finding(new AffectedConnections(path, abandoned, snapshot, settings)))
                : Optional.empty();
    }

    private Finding finding(AffectedConnections group) {
        Culprit culprit = Culprit.ofOwner(group);
        long ended = group.path().ended().count();
        Verdict verdict = new Verdict(ended == 0 ? Severity.ERROR : Severity.WARNING, TITLE, WHY, FIX);
        OpenDetails details = OpenDetails.of(group, culprit)
                .line(Words.count(group.path().opened()) + " opened, "
                        + (ended == 0 ? "none" : Words.count(ended)) + " closed, "
                        + Words.count(group.path().open().size()) + " open now; " + growth(group))
                .line(Words.count(group.size()) + " of them had been used for the last time when the next was opened")
                .pool()
                .lastUsed()
                .evidence()
                .netty()
                .reachability()
                .siblings();
        return verdict.finding(id(), group.path(), group.size(), culprit, evidence(group), details.lines())
                .with(PoolEvidence.of(group))
                .about(group.connections());
    }

    private static String growth(AffectedConnections group) {
        long oldest = group.max(connection -> group.millisSince(connection.openedAt()));
        return "the oldest for " + Words.duration(oldest) + ", " + Words.count(growthPerMinute(group))
                + " more a minute";
    }

    private static Map<EvidenceKey, Number> evidence(AffectedConnections group) {
        Map<EvidenceKey, Number> numbers =
                new LinkedHashMap<>(OpenEvidence.of(group, group.max(OpenConnection::idleMillis)));
        numbers.put(EvidenceKey.GROWTH_PER_MINUTE, growthPerMinute(group));
        numbers.put(EvidenceKey.NEW_IN_WINDOW, openedSince(group, windowMillis(group)));
        numbers.put(EvidenceKey.OPEN_NOW, group.path().open().size());
        numbers.put(EvidenceKey.CLOSED, group.path().ended().count());
        return numbers;
    }

    /** Over the window, or since the first was opened where that is less. */
    private static long growthPerMinute(AffectedConnections group) {
        long millis = windowMillis(group);
        return Math.round(openedSince(group, millis) * 60_000.0 / Math.max(1_000, millis));
    }

    private static long windowMillis(AffectedConnections group) {
        long oldest = group.max(connection -> group.millisSince(connection.openedAt()));
        return Math.min(group.settings().window().toMillis(), oldest);
    }

    private static long openedSince(AffectedConnections group, long millis) {
        Instant start = group.snapshot().takenAt().minusMillis(millis);
        return group.count(connection -> !connection.openedAt().isBefore(start));
    }
}
