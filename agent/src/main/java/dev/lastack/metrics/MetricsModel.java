package dev.lastack.metrics;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Listener;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All metrics of one moment. Pure. Their names and labels are stable: docs/metrics.md. */
public final class MetricsModel {

    private MetricsModel() {}

    /**
     * Every metric, whether it has a series at this moment or not.
     *
     * @param limit how many code paths, destinations and listeners get series of their own
     */
    public static List<Metric> of(Reading reading, int limit) {
        Snapshot snapshot = reading.snapshot();
        List<Metric> all = new ArrayList<>(ConnectionMetrics.of(snapshot));
        all.addAll(CloseWaitMetrics.of(snapshot, limit));
        all.add(Metric.histogram(
                "lastack_close_wait_seconds",
                "How long connections that have ended were in CLOSE_WAIT.",
                reading.closeWaits()));
        all.addAll(TimeWaitMetrics.of(snapshot, limit));
        all.add(findings(reading.findings(), limit));
        all.add(acceptQueues(snapshot, limit));
        all.addAll(ofLastAck(snapshot.observation(), reading.overheadSeconds()));
        return List.copyOf(all);
    }

    /** The most important findings come first. */
    private static Metric findings(List<Finding> findings, int limit) {
        Sums sums = new Sums(Double::sum);
        int named = 0;
        for (Finding finding : findings) {
            Map<String, String> labels =
                    Labels.of("rule", finding.rule(), "severity", LabelValue.of(finding.severity()));
            labels.put("site", named++ < limit ? LabelValue.of(finding.culprit()) : LabelValue.OTHER);
            sums.add(labels, 1);
        }
        return Metric.gauge("lastack_findings", "Findings of LastAck's rules now: 1 for each.", sums.samples());
    }

    private static Metric acceptQueues(Snapshot snapshot, int limit) {
        Map<String, Double> waiting = new HashMap<>();
        for (CodePath path : snapshot.codePaths()) {
            for (Listener listener : path.stuckListeners()) {
                waiting.merge(LabelValue.of(listener.address()), (double) listener.waiting(), Double::sum);
            }
        }
        TopSeries top = new TopSeries(waiting, Double::doubleValue, limit);
        Sums sums = new Sums(Double::sum);
        waiting.forEach((listener, count) -> sums.add(Labels.of("listener", top.label(listener)), count));
        return Metric.gauge(
                "lastack_accept_queue_connections",
                "Connections that wait at a listener where nobody accepts.",
                sums.samples());
    }

    /** What is not known is left out: a 0 would say that all is seen. */
    private static List<Metric> ofLastAck(Observation observation, double overheadSeconds) {
        return List.of(
                Metric.gauge(
                        "lastack_untracked_sockets",
                        "TCP connections of the process that LastAck knows nothing of.",
                        known((double) observation.untrackedSockets())),
                Metric.counter(
                        "lastack_suppressed_errors_total",
                        "Errors within LastAck that were kept from the application.",
                        known((double) observation.suppressedErrors())),
                Metric.counter(
                        "lastack_overhead_seconds_total",
                        "Processor time of LastAck's own threads, and time in its hooks.",
                        known(overheadSeconds)));
    }

    private static List<Sample> known(double value) {
        return value < 0 ? List.of() : List.of(Metric.value(value));
    }
}
