package dev.lastack.metrics.otlp;

import dev.lastack.metrics.Metric;
import dev.lastack.metrics.Sample;
import dev.lastack.snapshot.DurationHistogram;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Our model in the types of OpenTelemetry's SDK. Under the names of docs/metrics.md, as they are: with unit and
 * {@code _total} in them they stay the same through every way in which Prometheus translates names. One thread at a time.
 */
final class OtlpModel {

    private final Resource resource;
    private final InstrumentationScopeInfo scope;
    private final AggregationTemporality ofCounters;
    private final AggregationTemporality ofHistograms;
    private final Growth growth = new Growth();
    private final long begin;
    private long last;

    /**
     * A new one, that has told nothing yet.
     *
     * @param wanted sums since when the receiver wants: they are read where they are kept, so they are observable ones
     * @param beginNanos since the epoch: when the watch began
     */
    OtlpModel(Resource resource, String version, AggregationTemporalitySelector wanted, long beginNanos) {
        this.resource = resource;
        this.scope = InstrumentationScopeInfo.builder("dev.lastack")
                .setVersion(version)
                .build();
        this.ofCounters = wanted.getAggregationTemporality(InstrumentType.OBSERVABLE_COUNTER);
        this.ofHistograms = wanted.getAggregationTemporality(InstrumentType.HISTOGRAM);
        this.begin = beginNanos;
        this.last = beginNanos;
    }

    /** Only what there is to tell. */
    List<MetricData> of(List<Metric> metrics, long nowNanos) {
        List<MetricData> all = new ArrayList<>();
        for (Metric metric : metrics) {
            DurationHistogram histogram = metric.histogram();
            if (histogram != null) {
                all.add(histogram(metric, histogram, nowNanos));
            } else if (!metric.samples().isEmpty()) {
                all.add(metric.type() == Metric.Type.COUNTER ? counter(metric, nowNanos) : gauge(metric, nowNanos));
            }
        }
        last = nowNanos;
        return all;
    }

    private MetricData gauge(Metric metric, long now) {
        List<DoublePointData> points = metric.samples().stream()
                .map(sample -> point(now, now, sample, sample.value()))
                .toList();
        return ImmutableMetricData.createDoubleGauge(
                resource,
                scope,
                metric.name(),
                metric.help(),
                OtlpUnit.of(metric.name()),
                GaugeData.createDoubleGaugeData(points));
    }

    private MetricData counter(Metric metric, long now) {
        boolean delta = ofCounters == AggregationTemporality.DELTA;
        List<DoublePointData> points = metric.samples().stream()
                .map(sample -> point(
                        delta ? last : begin,
                        now,
                        sample,
                        delta
                                ? growth.grownBy(List.of(metric.name(), sample.labels()), sample.value())
                                : sample.value()))
                .toList();
        return ImmutableMetricData.createDoubleSum(
                resource,
                scope,
                metric.name(),
                metric.help(),
                OtlpUnit.of(metric.name()),
                SumData.createDoubleSumData(true, ofCounters, points));
    }

    private MetricData histogram(Metric metric, DurationHistogram sinceBegin, long now) {
        boolean delta = ofHistograms == AggregationTemporality.DELTA;
        DurationHistogram told = delta ? growth.grownBy(sinceBegin) : sinceBegin;
        HistogramPointData point = HistogramPointData.create(
                delta ? last : begin,
                now,
                Attributes.empty(),
                told.sumMillis() / 1e3,
                false,
                0,
                false,
                0,
                told.boundsMillis().stream().map(bound -> bound / 1e3).toList(),
                told.counts());
        return ImmutableMetricData.createDoubleHistogram(
                resource,
                scope,
                metric.name(),
                metric.help(),
                OtlpUnit.of(metric.name()),
                HistogramData.create(ofHistograms, List.of(point)));
    }

    private static DoublePointData point(long since, long now, Sample sample, double value) {
        AttributesBuilder attributes = Attributes.builder();
        sample.labels().forEach(attributes::put);
        return DoublePointData.create(since, now, attributes.build(), value, List.of());
    }

    /** The clock of every timestamp that is sent. */
    static long nanosOf(long epochMillis) {
        return TimeUnit.MILLISECONDS.toNanos(epochMillis);
    }
}
