package dev.lastack.metrics.jmx;

import dev.lastack.metrics.Sample;
import java.util.Map;

/** One series: each property is an item of a {@code CompositeData}. */
public final class SeriesData {

    private final String name;
    private final Sample sample;

    SeriesData(String name, Sample sample) {
        this.name = name;
        this.sample = sample;
    }

    public String getName() {
        return name;
    }

    public Map<String, String> getLabels() {
        return sample.labels();
    }

    public double getValue() {
        return sample.value();
    }
}
