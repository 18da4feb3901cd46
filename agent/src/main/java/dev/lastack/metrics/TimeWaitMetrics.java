package dev.lastack.metrics;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.TimeWait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is left in TIME_WAIT, by where it was connected to. */
final class TimeWaitMetrics {

    private static final String DESTINATION = "destination";

    private TimeWaitMetrics() {}

    /** Of one destination, over all code paths: they share its ports. */
    private static final class Left {

        private final boolean takesPorts;
        private long now;
        private double steadyState;
        private double portShare;

        Left(boolean takesPorts) {
            this.takesPorts = takesPorts;
        }

        void add(TimeWait timeWait) {
            now += timeWait.now();
            steadyState += timeWait.steadyState();
            portShare += timeWait.portShare();
        }

        double harm() {
            return now + steadyState;
        }
    }

    static List<Metric> of(Snapshot snapshot, int limit) {
        Map<String, Left> byDestination = byDestination(snapshot);
        TopSeries top = new TopSeries(byDestination, Left::harm, limit);
        Sums connections = new Sums(Double::sum);
        Sums shares = new Sums(Math::max); // each destination has all ports of its own: the worst counts
        byDestination.forEach((destination, left) -> {
            Map<String, String> labels = Labels.of(DESTINATION, top.label(destination));
            connections.count(labels, left.now);
            if (left.takesPorts) {
                shares.add(labels, left.portShare);
            }
        });
        return List.of(
                Metric.gauge(
                        "lastack_time_wait_connections",
                        "Connections closed first by this side in the last 60 s: as many entries stand in TIME_WAIT.",
                        connections.samples()),
                Metric.gauge(
                        "lastack_ephemeral_port_share_ratio",
                        "The share of the ephemeral ports to a destination that this rate holds in TIME_WAIT, 1 for all.",
                        shares.samples()));
    }

    private static Map<String, Left> byDestination(Snapshot snapshot) {
        Map<String, Left> byDestination = new HashMap<>();
        for (CodePath path : snapshot.codePaths()) {
            TimeWait timeWait = path.timeWait();
            if (timeWait.now() > 0 || timeWait.steadyState() > 0) {
                byDestination
                        .computeIfAbsent(destination(path), destination -> new Left(path.isClient()))
                        .add(timeWait);
            }
        }
        return byDestination;
    }

    /** A server's are with as many clients as it has: they are told by its listener. */
    private static String destination(CodePath path) {
        return LabelValue.of(path.isClient() ? path.peer() : "clients of " + path.peer());
    }
}
