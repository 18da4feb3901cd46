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
import dev.lastack.analyze.host.RateWindow;
import dev.lastack.analyze.host.ReuseAdvice;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.analyze.rules.timewait.PortPressureRule;
import dev.lastack.analyze.rules.timewait.TimeWaitDetails;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ports run short to a remote destination, and the kernel reuses them on loopback only. */
public final class TwReuseLoopbackOnlyRule implements HostRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.INFO,
            "tcp_tw_reuse=2 reuses ports on loopback only, and here they run short elsewhere",
            "2 is Linux's default since 4.19: a connect may take a port out of TIME_WAIT after a second, but only if the"
                    + " connection stays on this host. With 1 it may for every destination whose side uses timestamps"
                    + " too. It helps the side that connects only; on a server it does nothing.",
            TimeWaitDetails.FEWER + " If that is not enough: " + ReuseAdvice.REUSE_ON + ".");

    @Override
    public String id() {
        return "kernel/tw-reuse-loopback-only";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        Long value = view.host().number(HostSettings.TW_REUSE);
        if (value == null
                || value != HostSettings.REUSE_LOOPBACK
                || !view.host().timestamps()) {
            return List.of();
        }
        return view.destinations().stream()
                .filter(destination -> !destination.isLoopback())
                .filter(PortPressureRule::isUnderPressure)
                .limit(1)
                .map(destination -> finding(destination, view, value))
                .toList();
    }

    private Finding finding(Destination destination, HostLoad view, long value) {
        Culprit culprit = TimeWaitDetails.culprit(destination.main());
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.TCP_TW_REUSE, value);
        numbers.put(EvidenceKey.PORTS, destination.ports());
        numbers.put(EvidenceKey.PORT_SHARE, destination.portShare());
        numbers.put(EvidenceKey.TIME_WAIT_NOW, destination.now());
        return VERDICT.finding(
                id(),
                destination.main(),
                destination.now(),
                culprit,
                numbers,
                TimeWaitDetails.of(destination.main(), culprit)
                        .line(CulpritText.peer(destination.main()) + "; "
                                + Words.percent(destination.portShare()) + " of "
                                + Words.count(destination.ports(), "port") + " would be in TIME_WAIT at the rate of "
                                + RateWindow.words(destination.paths(), view.settings()))
                        .lines());
    }
}
