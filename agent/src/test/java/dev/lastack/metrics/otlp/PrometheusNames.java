package dev.lastack.metrics.otlp;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Prometheus' OTLP receiver makes of a metric's name, by the rules of {@code metric_namer.go} in
 * github.com/prometheus/otlptranslator (as of 2025), for units that are not "per" something.
 */
final class PrometheusNames {

    private static final Map<String, String> UNITS = Map.of("s", "seconds", "ms", "milliseconds", "By", "bytes");

    private PrometheusNames() {}

    /** {@code UnderscoreEscapingWithSuffixes}, the default. */
    static String escapedWithSuffixes(MetricData metric) {
        List<String> words = new ArrayList<>(List.of(metric.getName().split("[^a-zA-Z0-9:]+")));
        String unit = UNITS.getOrDefault(metric.getUnit(), "");
        if (!unit.isEmpty() && !words.contains(unit)) {
            words.add(unit);
        }
        if (isCounter(metric)) {
            words.removeIf("total"::equals);
            words.add("total");
        }
        if (isRatio(metric)) {
            words.removeIf("ratio"::equals);
            words.add("ratio");
        }
        return String.join("_", words);
    }

    /** {@code NoUTF8EscapingWithSuffixes}. */
    static String asItIsWithSuffixes(MetricData metric) {
        String name = metric.getName();
        String end = isRatio(metric) ? "ratio" : isCounter(metric) ? "total" : "";
        if (!end.isEmpty() && name.endsWith(end)) {
            name = name.substring(0, name.length() - end.length() - 1);
        }
        String unit = UNITS.getOrDefault(metric.getUnit(), "");
        if (!name.endsWith(unit)) {
            name += "_" + unit;
        }
        return end.isEmpty() ? name : name + "_" + end;
    }

    private static boolean isCounter(MetricData metric) {
        return metric.getType() == MetricDataType.DOUBLE_SUM;
    }

    private static boolean isRatio(MetricData metric) {
        return metric.getUnit().equals("1") && metric.getType() == MetricDataType.DOUBLE_GAUGE;
    }
}
