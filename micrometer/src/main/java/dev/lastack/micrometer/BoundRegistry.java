package dev.lastack.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The agent's series as meters of one registry. One thread at a time. */
final class BoundRegistry {

    /** The agent gives out names and numbers only. */
    private static final String DESCRIPTION = "By LastAck: see its docs/metrics.md.";

    /** A counter's meter, and what it reads: meters hold what they read weakly. */
    private static final class Counted {

        private final Meter.Id id;
        private volatile double value;

        private Counted(MeterRegistry registry, Series series) {
            id = FunctionCounter.builder(series.meterName(), this, one -> one.value)
                    .description(DESCRIPTION)
                    .tags(tags(series))
                    .register(registry)
                    .getId();
        }
    }

    private final MeterRegistry registry;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private final Map<Series, Counted> counters = new HashMap<>();

    BoundRegistry(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Those that are gone are withdrawn, so that an alert ends. */
    void show(List<Series> present) {
        Map<String, List<Row<?>>> rows = new HashMap<>();
        Set<Series> counted = new HashSet<>();
        for (Series series : present) {
            if (series.isCounter()) {
                Series key = new Series(series.name(), series.labels(), 0);
                counted.add(key);
                counters.computeIfAbsent(key, one -> new Counted(registry, one)).value = series.value();
            } else {
                rows.computeIfAbsent(series.meterName(), name -> new ArrayList<>())
                        .add(Row.of(tags(series), series.value()));
            }
        }
        rows.keySet()
                .forEach(name -> gauges.computeIfAbsent(
                        name,
                        one -> MultiGauge.builder(one).description(DESCRIPTION).register(registry)));
        gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
        counters.entrySet().removeIf(entry -> {
            boolean gone = !counted.contains(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue().id);
            }
            return gone;
        });
    }

    private static Tags tags(Series series) {
        return Tags.of(series.labels().entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList());
    }
}
