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

    /** A part of a chain may consist of so many fields: {@code Node.link -> Link.next}. */
    private static final int LONGEST_LINK = 4;

    /** So many parts are read; of a longer path its ends. */
    private static final int MOST_PARTS = 12;

    private static final int FIRST_PARTS = 4;
    private static final int LAST_PARTS = 6;

    /**
     * One part.
     *
     * @param label without a key
     * @param key {@code "eu-1"}, {@code 17}; empty where there is none, or none that can be told
     * @param keyed whether there is one, told or not
     */
    record Element(String label, String key, boolean keyed) {}

    FoldedPath {
        elements = withoutRepeats(List.copyOf(elements));
    }

    /**
     * A chain of the program's own, {@code Node.next -> Node.next -> Node.next}, is one link of it: {@code Node.next[*]}.
     * Else each of a thousand connections in it would have a path of its own. Collections within collections are no
     * chain: their keys say something.
     */
    private static List<Element> withoutRepeats(List<Element> elements) {
        List<Element> rest = new ArrayList<>(elements);
        for (int length = 1; length <= LONGEST_LINK; length++) {
            for (int at = 0; at + 2 * length <= rest.size(); at++) {
                boolean repeats = false;
                while (hasField(rest.subList(at, at + length))
                        && at + 2 * length <= rest.size()
                        && labels(rest, at, length).equals(labels(rest, at + length, length))) {
                    rest.subList(at + length, at + 2 * length).clear();
                    repeats = true;
                }
                if (repeats) {
                    rest.set(at, new Element(rest.get(at).label(), "", true));
                }
            }
        }
        return List.copyOf(rest);
    }

    private static boolean hasField(List<Element> elements) {
        return elements.stream().anyMatch(element -> !element.keyed());
    }

    private static List<String> labels(List<Element> elements, int from, int length) {
        return elements.subList(from, from + length).stream()
                .map(Element::label)
                .toList();
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
        return String.join(" -> ", readable(parts));
    }

    private static List<String> readable(List<String> parts) {
        if (parts.size() <= MOST_PARTS) {
            return parts;
        }
        List<String> ends = new ArrayList<>(parts.subList(0, FIRST_PARTS));
        ends.add("... " + (parts.size() - FIRST_PARTS - LAST_PARTS) + " more ...");
        ends.addAll(parts.subList(parts.size() - LAST_PARTS, parts.size()));
        return ends;
    }

    private static String keys(SortedSet<String> keys) {
        return keys.contains("") || keys.size() > MOST_KEYS ? "[*]" : "[" + String.join(", ", keys) + "]";
    }
}
