package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The object became unreachable without close(); the JDK's cleaner closed it. */
public final class ReclaimedByGcRule implements Rule {

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "never closed: the garbage collector had to find them",
            "The program lost its last reference to the socket and had not called close(). The JDK closes such a socket"
                    + " after a garbage collection has found it, and that may be hours away: until then it keeps a file"
                    + " descriptor, in CLOSE_WAIT if the remote has closed.",
            "close the socket on every way out of the code that owns it: with try-with-resources, or close() in a"
                    + " finally block, also when setting it up fails halfway.");

    @Override
    public String id() {
        return "close-wait/reclaimed-by-gc";
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return path.ended().reclaimed();
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        return path.ended().reclaimed() > 0 ? Optional.of(finding(path)) : Optional.empty();
    }

    private Finding finding(CodePath path) {
        Culprit culprit = culprit(path);
        return VERDICT.finding(id(), path, path.ended().reclaimed(), culprit, evidence(path), details(path, culprit));
    }

    private static Culprit culprit(CodePath path) {
        Culprit.Place opened = Culprit.opened(path);
        Culprit.Place lastUsed = new Culprit.Place(path.ended().lastUsedBy(), "last used here");
        return path.isClient() ? Culprit.firstOf(opened, lastUsed) : Culprit.firstOf(lastUsed, opened);
    }

    private static Map<EvidenceKey, Number> evidence(CodePath path) {
        Distribution closeWait = path.ended().reclaimedCloseWait();
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.LONGEST_MILLIS, closeWait.maxMillis());
        numbers.put(EvidenceKey.P_50_MILLIS, closeWait.p50Millis());
        numbers.put(EvidenceKey.REMOTE_CLOSED, closeWait.count());
        numbers.put(EvidenceKey.OPENED, path.opened());
        numbers.put(EvidenceKey.CLOSED, path.ended().count());
        numbers.put(EvidenceKey.CLOSED_PROPERLY, OpenEvidence.closedProperly(path.ended()));
        return numbers;
    }

    private static List<String> details(CodePath path, Culprit culprit) {
        ClosedConnections ended = path.ended();
        List<String> lines = new ArrayList<>();
        CulpritText.noCulprit(culprit, lines);
        lines.add(CulpritText.peer(path) + "; the program did not call close(), a cleaner or finalizer did");
        lines.add(closeWait(ended.reclaimedCloseWait()));
        String places = Stacks.places(ended.lastUsedBy());
        if (!places.isEmpty()) {
            lines.add("last used at " + places);
        }
        lines.add(OpenDetails.siblings(ended, path.opened()));
        return lines;
    }

    private static String closeWait(Distribution closeWait) {
        return closeWait.count() == 0
                ? "the remote had not closed any of them before"
                : "the remote had closed " + Words.count(closeWait.count()) + " of them, up to "
                        + Words.duration(closeWait.maxMillis()) + " before";
    }
}
