package dev.lastack.analyze.rules.kernel;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.host.HostSettings;
import dev.lastack.analyze.host.ReuseAdvice;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.analyze.rules.timewait.TimeWaitDetails;
import dev.lastack.snapshot.CodePath;
import dev.lastack.text.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code tcp_tw_recycle} is on, which loses connections of clients behind NAT. */
public final class TwRecycleRule implements HostRule {

    private static final String WHY =
            "With timestamps, tcp_tw_recycle drops the SYN of a client whose timestamp is older than the last one seen"
                    + " from the same address. Clients behind one NAT share an address and not a clock: some of them"
                    + " cannot connect, now and then, and nothing is logged. Linux 4.12 removed it.";

    private static final String FIX = "switch it off, and for good (/etc/sysctl.d): " + ReuseAdvice.RECYCLE_OFF
            + ". What it was meant to do, fewer entries in TIME_WAIT, is better done by fewer connections.";

    /** Busiest servers first: it is their clients who are turned away. */
    private static final Comparator<CodePath> MOST_AFFECTED_FIRST = Comparator.comparing(CodePath::isClient)
            .thenComparing(Comparator.comparingLong(CodePath::opened).reversed());

    @Override
    public String id() {
        return "kernel/tw-recycle";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        Long value = view.host().number(HostSettings.TW_RECYCLE);
        if (value == null || value == 0) {
            return List.of();
        }
        return view.snapshot().codePaths().stream()
                .filter(path -> path.opened() > 0)
                .min(MOST_AFFECTED_FIRST)
                .map(path -> finding(path, view))
                .stream()
                .toList();
    }

    private Finding finding(CodePath path, HostLoad view) {
        boolean harmful = !path.isClient() && view.host().timestamps();
        Verdict verdict = new Verdict(
                harmful ? Severity.ERROR : Severity.WARNING,
                harmful
                        ? "tcp_tw_recycle is on: clients behind NAT cannot connect, now and then"
                        : "tcp_tw_recycle is on",
                WHY,
                FIX);
        Culprit culprit = Culprit.firstOf(Culprit.opened(path));
        return verdict.finding(
                id(),
                path,
                path.opened(),
                culprit,
                Map.of(
                        EvidenceKey.TCP_TW_RECYCLE,
                        Objects.requireNonNull(view.host().number(HostSettings.TW_RECYCLE))),
                TimeWaitDetails.of(path, culprit)
                        .line(CulpritText.peer(path) + "; "
                                + Words.count(path.opened(), "connection")
                                + (path.isClient() ? " opened; this process accepts none" : " accepted"))
                        .line(view.host().timestamps() ? "" : "without effect for now, because tcp_timestamps is 0")
                        .lines());
    }
}
