package dev.lastack.analyze;

import dev.lastack.snapshot.CodePath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A setting that loses connections of clients behind NAT. */
final class TwRecycle implements HostRule {

    private static final String WHY =
            "With timestamps, tcp_tw_recycle drops the SYN of a client whose timestamp is older than the last one seen"
                    + " from the same address. Clients behind one NAT share an address and not a clock: some of them"
                    + " cannot connect, now and then, and nothing is logged. Linux 4.12 removed it.";

    private static final String FIX = "switch it off, and for good (/etc/sysctl.d): " + ReuseAdvice.RECYCLE_OFF
            + ". What it was meant to do, fewer entries in TIME_WAIT, is better done by fewer connections.";

    /** Busiest servers first: it is their clients who are turned away. */
    private static final Comparator<CodePath> MOST_AFFECTED_FIRST = Comparator.comparing(Culprit::isClient)
            .thenComparing(Comparator.comparingLong(CodePath::opened).reversed());

    @Override
    public String id() {
        return "kernel/tw-recycle";
    }

    @Override
    public List<Finding> judge(HostView view) {
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

    private Finding finding(CodePath path, HostView view) {
        boolean harmful = !Culprit.isClient(path) && view.host().timestamps();
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
                Map.of("tcpTwRecycle", Objects.requireNonNull(view.host().number(HostSettings.TW_RECYCLE))),
                TimeWaitDetails.of(path, culprit)
                        .line(OpenDetails.peer(path) + "; "
                                + Words.count(path.opened(), "connection")
                                + (Culprit.isClient(path) ? " opened; this process accepts none" : " accepted"))
                        .line(view.host().timestamps() ? "" : "without effect for now, because tcp_timestamps is 0")
                        .lines());
    }
}
