package dev.lastack.analyze.rules.timewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.Load;
import dev.lastack.analyze.host.RateWindow;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Traffic.TopClient;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** We accepted and close first: TIME_WAIT is here, and costs little here. */
public final class ServerClosesFirstRule implements Rule {

    /** From about here on one client address has reason to fear for its ports to this server. */
    private static final long MANY_OF_ONE_CLIENT = 10_000;

    private static final Verdict VERDICT = new Verdict(
            Severity.INFO,
            "this server closes first, so TIME_WAIT stays here",
            TimeWaitDetails.WHOSE
                    + " On a server that costs memory and entries of tcp_max_tw_buckets; it does not use up client"
                    + " ports here, because all share the listener's port. Only a single client address that brings"
                    + " tens of thousands feels it: its own ports meet entries that are still here.",
            "usually nothing. To have fewer, keep connections alive longer (idle timeout, requests for each"
                    + " connection), or let the client close first; tcp_tw_reuse does nothing for a server.");

    @Override
    public String id() {
        return "time-wait/server-closes-first";
    }

    @Override
    public Load load() {
        return Load.TIME_WAITS;
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return path.isClient() ? 0 : inWindow(path);
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        boolean often = !path.isClient() && inWindow(path) >= settings.hotspotConnections();
        return often ? Optional.of(finding(path, settings)) : Optional.empty();
    }

    private static long inWindow(CodePath path) {
        return Load.TIME_WAITS.of(path);
    }

    private Finding finding(CodePath path, Settings settings) {
        Culprit culprit = Culprit.firstOf(Culprit.closed(path.ended().closedBy()), Culprit.opened(path));
        return VERDICT.finding(
                id(), path, inWindow(path), culprit, evidence(path, settings), details(path, culprit, settings));
    }

    private static Map<EvidenceKey, Number> evidence(CodePath path, Settings settings) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.TIME_WAIT_NOW, path.timeWait().now());
        numbers.put(EvidenceKey.PER_SECOND, path.timeWait().perSecond());
        RateWindow.put(numbers, List.of(path), settings);
        numbers.put(EvidenceKey.STEADY_STATE, path.timeWait().steadyState());
        numbers.put(EvidenceKey.TIME_WAIT_LEFT, path.timeWait().left());
        TopClient top = path.traffic().topClient();
        numbers.put(EvidenceKey.TOP_CLIENT_TIME_WAITS, top == null ? 0 : top.timeWaits());
        return numbers;
    }

    private static List<String> details(CodePath path, Culprit culprit, Settings settings) {
        return TimeWaitDetails.of(path, culprit)
                .line(CulpritText.peer(path) + "; " + Words.rate(path.timeWait().perSecond())
                        + " connections a second closed first in " + RateWindow.words(List.of(path), settings)
                        + ", "
                        + RateWindow.standing(path.timeWait().now(), List.of(path)))
                .line(topClient(path.traffic().topClient()))
                .closedBy()
                .resets()
                .lines();
    }

    private static String topClient(@Nullable TopClient top) {
        if (top == null) {
            return "";
        }
        String text = "busiest client address: " + top.address() + ", " + Words.count(top.timeWaits()) + " entries";
        return top.timeWaits() < MANY_OF_ONE_CLIENT
                ? text
                : text + "; so many of one address are the exception, they hold its ports to this server";
    }
}
