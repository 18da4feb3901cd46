package dev.lastack.metrics.otlp;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.metrics.Metric;
import dev.lastack.metrics.MetricsModel;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.ReadingFixtures;
import dev.lastack.snapshot.DurationHistogram;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OtlpModelTest {

    private static final long BEGIN = OtlpModel.nanosOf(1_000);
    private static final long FIRST = OtlpModel.nanosOf(61_000);
    private static final long SECOND = OtlpModel.nanosOf(121_000);

    @Test
    void everyMetric_isThere_underTheNameAndWithTheUnitOfTheDocumentation() {
        List<Metric> metrics = metrics(3, ReadingFixtures.CLOSE_WAITS);

        List<MetricData> sent = cumulative().of(metrics, FIRST);

        assertThat(sent)
                .extracting(MetricData::getName)
                .containsExactlyElementsOf(metrics.stream()
                        .filter(metric ->
                                metric.histogram() != null || !metric.samples().isEmpty())
                        .map(Metric::name)
                        .toList());
        assertThat(sent.stream().collect(Collectors.toMap(MetricData::getName, MetricData::getUnit)))
                .containsAllEntriesOf(Map.of(
                        "lastack_connections_open", "{connection}",
                        "lastack_connections_opened_total", "{connection}",
                        "lastack_connections_closed_total", "{connection}",
                        "lastack_close_wait_connections", "{connection}",
                        "lastack_close_wait_oldest_seconds", "s",
                        "lastack_close_wait_seconds", "s",
                        "lastack_findings", "{finding}",
                        "lastack_untracked_sockets", "{socket}",
                        "lastack_suppressed_errors_total", "{error}",
                        "lastack_overhead_seconds_total", "s"));
        assertThat(sent)
                .allSatisfy(metric -> assertThat(
                                metric.getInstrumentationScopeInfo().getName())
                        .isEqualTo("dev.lastack"));
    }

    /** By the metrics that there are, whether they have a series at this moment or not. */
    @Test
    void everyName_namesItsUnit() {
        assertThat(MetricsModel.of(ReadingFixtures.of(), 50))
                .allSatisfy(metric -> assertThat(OtlpUnit.of(metric.name())).isNotEmpty());
        assertThat(OtlpUnit.of("lastack_ephemeral_port_share_ratio")).isEqualTo("1");
        assertThatThrownBy(() -> OtlpUnit.of("lastack_apples")).isInstanceOf(IllegalArgumentException.class);
    }

    /** With a series of every metric that has a suffix: rules and dashboards hold for every way out. */
    @Test
    void names_stayWhatTheyAre_howeverPrometheusTranslatesThem() {
        Reading reading =
                ReadingFixtures.of(client().rate(10).open(3, connection().remoteClosed(60_000)));

        List<MetricData> sent = cumulative().of(MetricsModel.of(reading, 50), FIRST);

        assertThat(sent)
                .extracting(MetricData::getName)
                .contains("lastack_ephemeral_port_share_ratio", "lastack_overhead_seconds_total");
        assertThat(sent).allSatisfy(metric -> {
            assertThat(metric.getName()).matches("[a-z_]+");
            assertThat(PrometheusNames.escapedWithSuffixes(metric)).isEqualTo(metric.getName());
            assertThat(PrometheusNames.asItIsWithSuffixes(metric)).isEqualTo(metric.getName());
        });
    }

    @Test
    void labels_areAttributes() {
        DoublePointData open =
                point(cumulative().of(metrics(3, ReadingFixtures.CLOSE_WAITS), FIRST), "_open", "client");

        assertThat(open.getValue()).isEqualTo(3);
        assertThat(open.getAttributes().get(AttributeKey.stringKey("transport")))
                .isEqualTo("socket");
    }

    @Test
    void cumulative_isTheSumSinceTheWatchBegan() {
        OtlpModel model = cumulative();

        model.of(metrics(3, ReadingFixtures.CLOSE_WAITS), FIRST);
        List<MetricData> second = model.of(metrics(7, ReadingFixtures.CLOSE_WAITS), SECOND);

        DoublePointData opened = point(second, "_opened_total", "client");
        assertThat(opened.getValue()).isEqualTo(7);
        assertThat(opened.getStartEpochNanos()).isEqualTo(BEGIN);
        assertThat(opened.getEpochNanos()).isEqualTo(SECOND);
        MetricData metric = metric(second, "_opened_total");
        assertThat(metric.getType()).isEqualTo(MetricDataType.DOUBLE_SUM);
        assertThat(metric.getDoubleSumData().isMonotonic()).isTrue();
        assertThat(metric.getDoubleSumData().getAggregationTemporality()).isEqualTo(AggregationTemporality.CUMULATIVE);
        HistogramPointData waits = histogram(second);
        assertThat(waits.getBoundaries()).containsExactly(1.0, 5.0);
        assertThat(waits.getCounts()).containsExactly(2L, 0L, 1L);
        assertThat(waits.getSum()).isEqualTo(7.5);
    }

    @Test
    void delta_isWhatHasComeSinceTheLastTime() {
        OtlpModel model = model(AggregationTemporalitySelector.deltaPreferred());

        DoublePointData first =
                point(model.of(metrics(3, ReadingFixtures.CLOSE_WAITS), FIRST), "_opened_total", "client");
        List<MetricData> sent = model.of(
                metrics(7, new DurationHistogram(List.of(1_000L, 5_000L), List.of(2L, 4L, 1L), 17_500)), SECOND);

        assertThat(first.getValue()).isEqualTo(3);
        assertThat(first.getStartEpochNanos()).isEqualTo(BEGIN);
        DoublePointData second = point(sent, "_opened_total", "client");
        assertThat(second.getValue()).isEqualTo(4);
        assertThat(second.getStartEpochNanos()).isEqualTo(FIRST);
        assertThat(histogram(sent).getCounts()).containsExactly(0L, 4L, 0L);
        assertThat(histogram(sent).getSum()).isEqualTo(10);
        assertThat(metric(sent, "close_wait_seconds").getHistogramData().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.DELTA);
        assertThat(point(sent, "_open", "client").getValue())
                .as("a gauge is what it is")
                .isEqualTo(7);
    }

    /** As OpenTelemetry's specification has it: of what is only read where it is kept, sums since the begin. */
    @Test
    void lowMemory_keepsCountersCumulative() {
        OtlpModel model = model(AggregationTemporalitySelector.lowMemory());

        List<MetricData> sent = model.of(metrics(3, ReadingFixtures.CLOSE_WAITS), FIRST);

        assertThat(metric(sent, "_opened_total").getDoubleSumData().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.CUMULATIVE);
        assertThat(metric(sent, "close_wait_seconds").getHistogramData().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.DELTA);
    }

    private static List<Metric> metrics(int open, DurationHistogram closeWaits) {
        Reading reading = ReadingFixtures.of(
                SnapshotFixtures.of(client().open(open, connection().remoteClosed(60_000))));
        return MetricsModel.of(new Reading(reading.snapshot(), reading.findings(), closeWaits, 1.5), 50);
    }

    private static OtlpModel cumulative() {
        return model(AggregationTemporalitySelector.alwaysCumulative());
    }

    private static OtlpModel model(AggregationTemporalitySelector wanted) {
        return new OtlpModel(Resource.empty(), "1.2.3", wanted, BEGIN);
    }

    private static MetricData metric(List<MetricData> all, String end) {
        return all.stream()
                .filter(one -> one.getName().endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static DoublePointData point(List<MetricData> all, String end, String role) {
        return metric(all, end).getData().getPoints().stream()
                .map(DoublePointData.class::cast)
                .filter(point -> role.equals(point.getAttributes().get(AttributeKey.stringKey("role"))))
                .findFirst()
                .orElseThrow();
    }

    private static HistogramPointData histogram(List<MetricData> all) {
        return metric(all, "close_wait_seconds")
                .getHistogramData()
                .getPoints()
                .iterator()
                .next();
    }
}
