package dev.lastack.analyze.rules.kernel;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.Destination;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.host.HostSettings;
import dev.lastack.analyze.host.ReuseAdvice;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.analyze.rules.timewait.TimeWaitDetails;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tcp_tw_reuse} is set and does nothing, because {@code tcp_timestamps} is off. */
public final class TwReuseWithoutTimestampsRule implements HostRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.WARNING,
            "tcp_tw_reuse has no effect, because tcp_timestamps is 0",
            "The kernel takes a port out of TIME_WAIT early only if timestamps tell old segments from new ones. Without"
                    + " them each port is kept for the whole 60 s, whatever tcp_tw_reuse says.",
            "switch timestamps on: " + ReuseAdvice.TIMESTAMPS_ON + ". " + TimeWaitDetails.FEWER_IS_BETTER);

    @Override
    public String id() {
        return "kernel/tw-reuse-without-timestamps";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        boolean switchedOff = Long.valueOf(0).equals(view.host().number(HostSettings.TIMESTAMPS));
        if (!switchedOff || view.host().twReuse() == HostSettings.REUSE_OFF) {
            return List.of();
        }
        return view.destinations().stream()
                .filter(destination -> isWanted(destination, view))
                .limit(1)
                .map(destination -> finding(destination, view))
                .toList();
    }

    /** Only where reuse would do something, and there is something to do. */
    private static boolean isWanted(Destination destination, HostLoad view) {
        boolean wouldReuse = view.host().twReuse() == HostSettings.REUSE_ON || destination.isLoopback();
        return wouldReuse && destination.now() >= view.settings().hotspotConnections();
    }

    private Finding finding(Destination destination, HostLoad view) {
        Culprit culprit = TimeWaitDetails.culprit(destination.main());
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.TCP_TW_REUSE, view.host().twReuse());
        numbers.put(EvidenceKey.TCP_TIMESTAMPS, 0);
        numbers.put(EvidenceKey.TIME_WAIT_NOW, destination.now());
        numbers.put(EvidenceKey.PORTS, destination.ports());
        numbers.put(EvidenceKey.PORT_SHARE, destination.portShare());
        return VERDICT.finding(
                id(),
                destination.main(),
                destination.now(),
                culprit,
                numbers,
                TimeWaitDetails.of(destination.main(), culprit)
                        .line(CulpritText.peer(destination.main()) + "; "
                                + Words.count(destination.now()) + " connections in TIME_WAIT now keep as many of "
                                + Words.count(destination.ports(), "port"))
                        .lines());
    }
}
