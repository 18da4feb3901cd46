package dev.lastack.cli.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many connections of each code path were in CLOSE_WAIT in the last reports that this watch has seen. As many code
 * paths as the report has, and {@value #POINTS} numbers of each.
 */
final class Trends {

    /** As wide as the longest line of them. */
    static final int POINTS = 16;

    private static final String LEVELS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    private final Map<String, Deque<Long>> closeWait = new HashMap<>();

    /** Once for each report; a code path that is not in it any more is forgotten. */
    void add(WatchedJvm report) {
        Set<String> ids = report.paths().stream().map(WatchedPath::id).collect(Collectors.toSet());
        closeWait.keySet().retainAll(ids);
        for (WatchedPath path : report.paths()) {
            Deque<Long> points = closeWait.computeIfAbsent(path.id(), id -> new ArrayDeque<>(POINTS));
            if (points.size() == POINTS) {
                points.removeFirst();
            }
            points.addLast(path.closeWait());
        }
    }

    /** The last points as a line of small bars, the tallest the most of those shown; empty where all are 0. */
    String line(String id, int width) {
        Deque<Long> points = closeWait.getOrDefault(id, new ArrayDeque<>());
        long[] shown = points.stream()
                .skip(Math.max(0, points.size() - width))
                .mapToLong(Long::longValue)
                .toArray();
        long most = 0;
        for (long point : shown) {
            most = Math.max(most, point);
        }
        if (most == 0) {
            return "";
        }
        StringBuilder line = new StringBuilder();
        for (long point : shown) {
            line.append(LEVELS.charAt((int) Math.round((double) point / most * (LEVELS.length() - 1))));
        }
        return line.toString();
    }
}
