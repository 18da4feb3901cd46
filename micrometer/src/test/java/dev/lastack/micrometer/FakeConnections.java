package dev.lastack.micrometer;

import java.util.List;
import java.util.Map;

/** As the agent's MXBean looks to a client. */
public final class FakeConnections implements FakeConnectionsMXBean {

    private volatile List<SeriesData> series = List.of();

    void tell(Series... present) {
        series = List.of(present).stream().map(SeriesData::new).toList();
    }

    @Override
    public List<SeriesData> getSeries() {
        return series;
    }

    @Override
    public String report(String format) {
        if (format.equals("text")) {
            return "a report";
        }
        if (format.equals("broken")) {
            throw new IllegalStateException("broken");
        }
        throw new IllegalArgumentException(format + ": no such format, expected one of text");
    }

    /** An item of the attribute. */
    public static final class SeriesData {

        private final Series series;

        SeriesData(Series series) {
            this.series = series;
        }

        public String getName() {
            return series.name();
        }

        public Map<String, String> getLabels() {
            return series.labels();
        }

        public double getValue() {
            return series.value();
        }
    }
}
