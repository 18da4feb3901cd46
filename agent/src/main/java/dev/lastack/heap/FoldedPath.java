package dev.lastack.heap;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A path as a person reads it: {@code static Registry.pool -> ConcurrentHashMap["eu-1"] -> PriceClient.socket}.
 *
 * @param holder the whole name of what holds the connection: {@code com.acme.PriceClient.socket}
 */
record FoldedPath(List<Element> elements, String holder) {

    private static final int MOST_KEYS = 3;

    /**
     * One part.
     *
     * @param label without a key
     * @param key {@code "eu-1"}, {@code 17}; empty where there is none, or none that can be told
     * @param keyed whether there is one, told or not
     */
    record Element(String label, String key, boolean keyed) {}

    FoldedPath {
        elements = List.copyOf(elements);
    }

    /** The same for paths that differ in keys only. */
    List<Object> group() {
        List<Object> labels = new ArrayList<>();
        elements.forEach(element -> labels.add(element.label()));
        labels.add(holder);
        return labels;
    }

    /** Paths of one group as one: a key is written where they have few. */
    static String text(List<FoldedPath> group) {
        List<String> parts = new ArrayList<>();
        List<Element> first = group.get(0).elements();
        for (int i = 0; i < first.size(); i++) {
            SortedSet<String> keys = new TreeSet<>();
            for (FoldedPath path : group) {
                keys.add(path.elements().get(i).key());
                if (keys.size() > MOST_KEYS) {
                    break;
                }
            }
            parts.add(first.get(i).label() + (first.get(i).keyed() ? keys(keys) : ""));
        }
        return String.join(" -> ", parts);
    }

    private static String keys(SortedSet<String> keys) {
        return keys.contains("") || keys.size() > MOST_KEYS ? "[*]" : "[" + String.join(", ", keys) + "]";
    }
}
