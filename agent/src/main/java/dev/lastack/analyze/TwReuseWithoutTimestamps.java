package dev.lastack.analyze;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A setting that does nothing, for want of another. */
final class TwReuseWithoutTimestamps implements HostRule {

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
    public List<Finding> judge(HostView view) {
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
    private static boolean isWanted(Destination destination, HostView view) {
        boolean wouldReuse = view.host().twReuse() == HostSettings.REUSE_ON || destination.isLoopback();
        return wouldReuse && destination.now() >= view.settings().hotspotConnections();
    }

    private Finding finding(Destination destination, HostView view) {
        Culprit culprit = TimeWaitDetails.culprit(destination.main());
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("tcpTwReuse", view.host().twReuse());
        numbers.put("tcpTimestamps", 0);
        numbers.put("timeWaitNow", destination.now());
        numbers.put("ports", destination.ports());
        numbers.put("portShare", destination.portShare());
        return VERDICT.finding(
                id(),
                destination.main(),
                destination.now(),
                culprit,
                numbers,
                TimeWaitDetails.of(destination.main(), culprit)
                        .line(OpenDetails.peer(destination.main()) + "; "
                                + Words.count(destination.now()) + " connections in TIME_WAIT now keep as many of "
                                + Words.count(destination.ports(), "port"))
                        .lines());
    }
}
