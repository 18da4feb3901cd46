package dev.lastack.analyze.rules.timewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.Destination;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.host.HostSettings;
import dev.lastack.analyze.host.RateWindow;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.snapshot.CodePath;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** We connect and close first, so often that the local ports to one destination run short. */
public final class PortPressureRule implements HostRule {

    static final double WARNING_SHARE = 0.5;
    private static final double ERROR_SHARE = 0.8;

    /** There are no more: those below need privileges. */
    private static final int MOST_PORTS = 65_535 - 1_024 + 1;

    /** Room between the ports there are and those in TIME_WAIT. */
    private static final double RANGE_FACTOR = 1.5;

    private static final String WHY = TimeWaitDetails.WHOSE
            + " Here that is this side, which has connected too: each entry keeps a local port from the next connection"
            + " to the same remote address and port. When all are kept, connect fails with \"Cannot assign requested"
            + " address\".";

    @Override
    public String id() {
        return "time-wait/port-pressure";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        return view.destinations().stream()
                .filter(PortPressureRule::isUnderPressure)
                .map(destination -> finding(destination, view))
                .toList();
    }

    public static boolean isUnderPressure(Destination destination) {
        double seen = destination.now() + destination.open();
        return destination.isOne()
                && destination.perSecond() > 0
                && seen >= HostLoad.LEAST_PART_SEEN * destination.ports()
                && (destination.pressure() >= WARNING_SHARE || destination.runsOut());
    }

    private Finding finding(Destination destination, HostLoad view) {
        CodePath path = destination.main();
        Culprit culprit = TimeWaitDetails.culprit(path);
        Verdict verdict = new Verdict(severity(destination), title(destination), WHY, fix(destination));
        return verdict.finding(
                id(),
                path,
                destination.now(),
                culprit,
                evidence(destination, view),
                details(destination, culprit, view));
    }

    /** Where ports are reused after a second they last, if ever they run out, for a moment only. */
    private static Severity severity(Destination destination) {
        boolean runsShort = destination.pressure() >= ERROR_SHARE || destination.runsOut();
        return runsShort && !destination.reusesPorts() ? Severity.ERROR : Severity.WARNING;
    }

    private static String title(Destination destination) {
        String rate = RateWindow.isOver(destination.paths()) ? "at the worst rate of the run " : "at this rate ";
        return rate + outlookOfPorts(destination);
    }

    private static String outlookOfPorts(Destination destination) {
        return destination.runsOut()
                ? "the local ports to " + destination.peer() + " run out in " + timeLeft(destination)
                : Words.percent(destination.pressure()) + " of the local ports to " + destination.peer()
                        + " are taken at any time";
    }

    private static String timeLeft(Destination destination) {
        return Words.duration(destination.millisLeft());
    }

    private static Map<EvidenceKey, Number> evidence(Destination destination, HostLoad view) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.TIME_WAIT_NOW, destination.now());
        numbers.put(EvidenceKey.OPEN_NOW, destination.open());
        numbers.put(EvidenceKey.PER_SECOND, destination.perSecond());
        RateWindow.put(numbers, destination.paths(), view.settings());
        numbers.put(EvidenceKey.STEADY_STATE, destination.steadyState());
        numbers.put(EvidenceKey.PORTS, destination.ports());
        numbers.put(EvidenceKey.PORT_SHARE, destination.portShare());
        numbers.put(EvidenceKey.SUSTAINABLE_PER_SECOND, destination.sustainablePerSecond());
        if (destination.runsOut()) {
            numbers.put(EvidenceKey.TIME_LEFT_MILLIS, destination.millisLeft());
        }
        numbers.put(EvidenceKey.PORTS_REUSED, destination.reusesPorts() ? 1 : 0);
        numbers.put(EvidenceKey.TIME_WAIT_LEFT, destination.left());
        numbers.put(EvidenceKey.CODE_PATHS, destination.paths().size());
        return numbers;
    }

    private static List<String> details(Destination destination, Culprit culprit, HostLoad view) {
        return TimeWaitDetails.of(destination.main(), culprit)
                .line(CulpritText.peer(destination.main()) + (destination.isLoopback() ? " (loopback)" : "")
                        + "; this side closes first, " + Words.rate(destination.perSecond()) + " times a second in "
                        + RateWindow.words(destination.paths(), view.settings()))
                .line("that rate holds " + Words.count(Math.round(destination.steadyState())) + " of "
                        + Words.count(destination.ports(), "port") + " ("
                        + Words.percent(destination.portShare()) + ") in TIME_WAIT; "
                        + (RateWindow.isOver(destination.paths()) ? "at its end there were " : "now there are ")
                        + Words.count(destination.now()) + ", and "
                        + Words.count(destination.open(), "open connection"))
                .line(outlook(destination))
                .line(reuse(destination, view.host()))
                .others(destination.paths(), "other code paths to the same destination")
                .closedBy()
                .resets()
                .assumptions(view.host())
                .lines();
    }

    private static String outlook(Destination destination) {
        String sustainable =
                "at most " + Words.rate(destination.sustainablePerSecond()) + " a second can go on for ever";
        return destination.runsOut()
                ? "ports are left for " + timeLeft(destination) + "; " + sustainable
                : "at this rate they never run out; " + sustainable;
    }

    static String reuse(Destination destination, HostSettings host) {
        String setting = host.recycles() ? "tcp_tw_recycle=1" : "tcp_tw_reuse=" + host.twReuse();
        if (destination.reusesPorts()) {
            return setting + ": the kernel reuses a port after "
                    + Words.duration(Math.round(destination.portHeldSeconds() * 1000))
                    + " if the remote uses timestamps too, so that ports run short only at about "
                    + Words.rate(destination.sustainablePerSecond()) + " connections a second";
        }
        if (host.twReuse() == HostSettings.REUSE_OFF) {
            return setting + ": each port is kept for the whole 60 s";
        }
        return host.timestamps()
                ? setting + ": ports are reused on loopback only, not to this destination"
                : setting + " has no effect, because tcp_timestamps is 0: each port is kept for the whole 60 s";
    }

    private static String fix(Destination destination) {
        return TimeWaitDetails.FEWER + " Then, if that is not enough, " + settings(destination) + " "
                + TimeWaitDetails.NO_RESETS;
    }

    private static String settings(Destination destination) {
        long wanted = Math.round(Math.ceil(RANGE_FACTOR * destination.steadyState()));
        String range = wanted <= destination.ports()
                ? ""
                : wanted <= MOST_PORTS
                        ? "widen ip_local_port_range to about " + Words.count(wanted) + " ports, "
                        : "widen ip_local_port_range (no range is wide enough for this rate), ";
        return range + (destination.reusesPorts() ? "" : "set tcp_tw_reuse=1 (with tcp_timestamps=1), ")
                + "or use more remote addresses or ports.";
    }
}
