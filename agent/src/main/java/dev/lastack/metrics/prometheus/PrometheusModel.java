package dev.lastack.metrics.prometheus;

import dev.lastack.metrics.Metric;
import dev.lastack.metrics.Sample;
import dev.lastack.snapshot.DurationHistogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** Our model in the types of Prometheus' client library. */
final class PrometheusModel {

    private static final String TOTAL = "_total";

    private PrometheusModel() {}

    /** @param common labels that every series has besides its own */
    static MetricSnapshots of(List<Metric> metrics, Labels common) {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (Metric metric : metrics) {
            if (metric.histogram() != null || !metric.samples().isEmpty()) {
                all.metricSnapshot(of(metric, common));
            }
        }
        return all.build();
    }

    private static MetricSnapshot of(Metric metric, Labels common) {
        DurationHistogram histogram = metric.histogram();
        if (histogram != null) {
            return histogram(metadata(metric, metric.name()), histogram, common);
        }
        return switch (metric.type()) {
            case COUNTER -> counter(metric, common);
            case GAUGE, HISTOGRAM -> gauge(metric, common);
        };
    }

    private static MetricSnapshot gauge(Metric metric, Labels common) {
        return new GaugeSnapshot(
                metadata(metric, metric.name()),
                metric.samples().stream()
                        .map(sample -> new GaugeDataPointSnapshot(sample.value(), labels(sample, common), null))
                        .toList());
    }

    /** The library appends {@code _total} itself. */
    private static MetricSnapshot counter(Metric metric, Labels common) {
        String name = metric.name();
        return new CounterSnapshot(
                metadata(metric, name.substring(0, name.length() - TOTAL.length())),
                metric.samples().stream()
                        .map(sample -> new CounterDataPointSnapshot(sample.value(), labels(sample, common), null, 0))
                        .toList());
    }

    private static MetricSnapshot histogram(MetricMetadata metadata, DurationHistogram histogram, Labels common) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < histogram.counts().size(); i++) {
            boolean last = i == histogram.boundsMillis().size();
            double bound =
                    last ? Double.POSITIVE_INFINITY : histogram.boundsMillis().get(i) / 1e3;
            buckets.bucket(bound, histogram.counts().get(i));
        }
        return new HistogramSnapshot(
                metadata,
                List.of(new HistogramDataPointSnapshot(buckets.build(), histogram.sumMillis() / 1e3, common, null, 0)));
    }

    private static MetricMetadata metadata(Metric metric, String name) {
        return new MetricMetadata(name, metric.help());
    }

    private static Labels labels(Sample sample, Labels common) {
        String[] names = sample.labels().keySet().toArray(new String[0]);
        String[] values = sample.labels().values().toArray(new String[0]);
        return names.length == 0 ? common : common.merge(names, values);
    }
}
