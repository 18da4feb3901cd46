package dev.lastack.analyze;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ports run short to a remote destination, and the kernel reuses them on loopback only. */
final class TwReuseLoopbackOnly implements HostRule {

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
    public List<Finding> judge(HostView view) {
        Long value = view.host().number(HostSettings.TW_REUSE);
        if (value == null
                || value != HostSettings.REUSE_LOOPBACK
                || !view.host().timestamps()) {
            return List.of();
        }
        return view.destinations().stream()
                .filter(destination -> !destination.isLoopback())
                .filter(PortPressure::isUnderPressure)
                .limit(1)
                .map(destination -> finding(destination, view, value))
                .toList();
    }

    private Finding finding(Destination destination, HostView view, long value) {
        Culprit culprit = TimeWaitDetails.culprit(destination.main());
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("tcpTwReuse", value);
        numbers.put("ports", destination.ports());
        numbers.put("portShare", destination.portShare());
        numbers.put("timeWaitNow", destination.now());
        return VERDICT.finding(
                id(),
                destination.main(),
                destination.now(),
                culprit,
                numbers,
                TimeWaitDetails.of(destination.main(), culprit)
                        .line(OpenDetails.peer(destination.main()) + "; "
                                + Words.percent(destination.portShare()) + " of "
                                + Words.count(destination.ports(), "port") + " would be in TIME_WAIT at the rate of "
                                + TimeWaitDetails.window(destination.paths(), view.settings()))
                        .lines());
    }
}
