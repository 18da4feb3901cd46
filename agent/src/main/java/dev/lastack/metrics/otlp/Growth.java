package dev.lastack.metrics.otlp;

import dev.lastack.snapshot.DurationHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns sums since the watch began into sums since the last time, where the receiver wants those. As in OpenTelemetry's
 * SDK, what did not arrive is not told again: nobody knows whether a receiver that did not answer has counted it. One
 * thread at a time.
 */
final class Growth {

    private final Map<Object, Double> sums = new HashMap<>();
    private @Nullable DurationHistogram histogram;

    /**
     * How much it has grown.
     *
     * @param series what is summed up
     */
    double grownBy(Object series, double sum) {
        Double before = sums.put(series, sum);
        return before == null || before > sum ? sum : sum - before;
    }

    /** Of the one histogram that there is. */
    DurationHistogram grownBy(DurationHistogram now) {
        DurationHistogram before = histogram;
        histogram = now;
        if (before == null || before.count() > now.count()) {
            return now;
        }
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < now.counts().size(); i++) {
            counts.add(now.counts().get(i) - before.counts().get(i));
        }
        return new DurationHistogram(now.boundsMillis(), counts, now.sumMillis() - before.sumMillis());
    }
}
