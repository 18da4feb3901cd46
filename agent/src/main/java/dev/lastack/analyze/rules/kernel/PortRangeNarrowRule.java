package dev.lastack.analyze.rules.kernel;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.Destination;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.host.PortAdvice;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.analyze.rules.timewait.PortPressureRule;
import dev.lastack.analyze.rules.timewait.TimeWaitDetails;
import dev.lastack.snapshot.EphemeralPorts;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fewer local ports than Linux gives by default, where this process needs them. */
public final class PortRangeNarrowRule implements HostRule {

    private static final String WHY =
            "For each remote address and port there are as many local ports as ip_local_port_range has, less those in"
                    + " ip_local_reserved_ports. Each is kept for 60 s where this side closes first. About 1.5 times as"
                    + " many ports as connections in TIME_WAIT leave room.";

    @Override
    public String id() {
        return "kernel/port-range-narrow";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        EphemeralPorts ports = EphemeralPorts.of(view.snapshot().hostNetwork());
        if (ports == null || ports.count() >= EphemeralPorts.LINUX_DEFAULT.count()) {
            return List.of();
        }
        return view.destinations().stream()
                .filter(PortRangeNarrowRule::isShort)
                .limit(1)
                .map(destination -> finding(destination, ports))
                .toList();
    }

    private static boolean isShort(Destination destination) {
        return PortPressureRule.isUnderPressure(destination)
                || (destination.opened() > 0
                        && destination.paths().stream()
                                .anyMatch(path ->
                                        path.traffic().addressExhausted().count() > 0));
    }

    private Finding finding(Destination destination, EphemeralPorts ports) {
        Culprit culprit = TimeWaitDetails.culprit(destination.main());
        int wide = PortAdvice.widened(ports);
        Verdict verdict = new Verdict(
                Severity.WARNING,
                "only " + Words.count(ports.count(), "local port")
                        + " to each destination, fewer than Linux's default of "
                        + Words.count(EphemeralPorts.LINUX_DEFAULT.count()),
                WHY,
                "widen the range, and put ports within it on which something listens into ip_local_reserved_ports: "
                        + PortAdvice.widen(ports) + ". " + TimeWaitDetails.FEWER_IS_BETTER);
        return verdict.finding(
                id(),
                destination.main(),
                destination.now(),
                culprit,
                evidence(destination, ports, wide),
                TimeWaitDetails.of(destination.main(), culprit)
                        .line(CulpritText.peer(destination.main()) + "; the range is " + ports.low() + " to "
                                + ports.high() + reserved(ports))
                        .line("at the present rate " + Words.percent(destination.portShare())
                                + " of them would be in TIME_WAIT; of "
                                + Words.count(wide) + " it would be "
                                + Words.percent(destination.steadyState() / wide))
                        .lines());
    }

    private static String reserved(EphemeralPorts ports) {
        return ports.reserved() == 0 ? "" : ", less " + Words.count(ports.reserved()) + " reserved ones";
    }

    private static Map<EvidenceKey, Number> evidence(Destination destination, EphemeralPorts ports, int wide) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.PORTS, ports.count());
        numbers.put(EvidenceKey.RESERVED_PORTS, ports.reserved());
        numbers.put(EvidenceKey.PORTS_IF_WIDENED, wide);
        numbers.put(EvidenceKey.STEADY_STATE, destination.steadyState());
        numbers.put(EvidenceKey.PORT_SHARE, destination.portShare());
        return numbers;
    }
}
