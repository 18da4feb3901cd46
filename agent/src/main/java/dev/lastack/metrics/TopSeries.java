package dev.lastack.metrics;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Of the values of a label that has no bound of its own the most harmful: they keep their name, the others go together as
 * {@code other}.
 */
final class TopSeries {

    private final Set<String> kept = new HashSet<>();

    /**
     * Those with the most harm; of equal ones the first in the alphabet.
     *
     * @param values by value of the label
     */
    <V> TopSeries(Map<String, V> values, ToDoubleFunction<V> harm, int limit) {
        Comparator<Map.Entry<String, V>> leastFirst = Comparator.comparingDouble(
                        (Map.Entry<String, V> entry) -> harm.applyAsDouble(entry.getValue()))
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder()));
        PriorityQueue<Map.Entry<String, V>> most = new PriorityQueue<>(leastFirst);
        for (Map.Entry<String, V> entry : values.entrySet()) {
            most.add(entry);
            if (most.size() > limit) {
                most.remove();
            }
        }
        most.forEach(entry -> kept.add(entry.getKey()));
    }

    String label(String value) {
        return kept.contains(value) ? value : LabelValue.OTHER;
    }
}
