package dev.lastack.cli.audit;

import dev.lastack.cli.audit.Point.Count;
import dev.lastack.json.JsonObject;
import dev.lastack.report.document.CodeSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Tells which code paths hold more and more connections: those of one cause together, as findings have them. */
final class GrowthJudge {

    /** Rules about connections that are open: growth of the same code path is of the same cause. */
    static final Set<String> ABOUT_OPEN = Set.of(
            "close-wait/eof-ignored",
            "close-wait/unread",
            "close-wait/unreachable",
            "close-wait/close-deferred",
            "open/growing",
            "open/not-returned",
            "open/reset-not-closed",
            "open/stalled-unread-data",
            "open/unreachable",
            "open/never-connected");

    private final List<Point> points;
    private final JsonObject report;
    private final Load load;

    /**
     * A judge of one audit.
     *
     * @param points {@link Series#POINTS} of them
     * @param report the last of those that the points were read from
     */
    GrowthJudge(List<Point> points, JsonObject report) {
        this.points = List.copyOf(points);
        this.report = report;
        Series opened = series(point -> point.sum().opened());
        load = new Load(opened.inFirstThird(), opened.inLastThird(), millis() * 4 / (Series.POINTS - 1));
    }

    Load load() {
        return load;
    }

    long millis() {
        return points.get(points.size() - 1).at().toEpochMilli()
                - points.get(0).at().toEpochMilli();
    }

    /** Most grown first. */
    List<Growth> growths() {
        return groups().values().stream()
                .map(this::growth)
                .filter(Growth::grows)
                .sorted((one, other) ->
                        Long.compare(other.open().growth(), one.open().growth()))
                .toList();
    }

    private Map<String, List<JsonObject>> groups() {
        Map<String, String> causes = causes();
        Map<String, List<JsonObject>> groups = new LinkedHashMap<>();
        for (JsonObject path : report.objects("codePaths")) {
            groups.computeIfAbsent(causes.getOrDefault(path.text("id"), placeOf(path)), cause -> new ArrayList<>())
                    .add(path);
        }
        return groups;
    }

    /** By the id of a code path, the first finding that it has its part in. */
    private Map<String, String> causes() {
        Map<String, String> causes = new HashMap<>();
        int number = 0;
        for (JsonObject finding : report.objects("findings")) {
            number++;
            if (ABOUT_OPEN.contains(finding.text("rule"))) {
                for (String path : finding.texts("codePaths")) {
                    causes.putIfAbsent(path, "finding " + number);
                }
            }
        }
        return causes;
    }

    private static String placeOf(JsonObject path) {
        CodeSite site = CodeSite.parse(path.textOrNull("site"));
        return path.text("role") + " " + (site == null ? path.text("peer") : site.stableName());
    }

    private Growth growth(List<JsonObject> paths) {
        List<String> ids = paths.stream().map(path -> path.text("id")).toList();
        JsonObject biggest = paths.stream()
                .max((one, other) -> Long.compare(one.count("open"), other.count("open")))
                .orElseThrow();
        return new Growth(
                ids,
                biggest.textOrNull("site"),
                biggest.text("role"),
                biggest.text("peer"),
                series(point -> sum(point, ids).opened()),
                series(point -> sum(point, ids).open()),
                series(point -> sum(point, ids).closeWait()),
                mostAreReused(paths),
                load,
                millis());
    }

    private static Count sum(Point point, List<String> paths) {
        return paths.stream().map(point::of).reduce(Count.NONE, Count::plus);
    }

    private static boolean mostAreReused(List<JsonObject> paths) {
        List<JsonObject> samples =
                paths.stream().flatMap(path -> path.objects("samples").stream()).toList();
        return 2 * samples.stream().filter(sample -> sample.is("reused")).count() > samples.size();
    }

    /** What else grew: a sentence, or null where connections explain it. */
    @Nullable
    String descriptors() {
        Series descriptors = series(Point::descriptors);
        Series others = series(point -> point.descriptors() - point.sum().open() - Math.max(0, point.untracked()));
        Series untracked = series(Point::untracked);
        if (descriptors.first() < 0 || !(others.grows() || untracked.grows())) {
            return null;
        }
        return "open descriptors of the process grew from " + descriptors.first() + " to " + descriptors.last()
                + ", connections that LastAck sees from " + points.get(0).sum().open() + " to "
                + points.get(points.size() - 1).sum().open() + ", sockets that it does not see from "
                + untracked.first() + " to " + untracked.last()
                + (others.grows() ? ": files, pipes or listening sockets are left open too" : "");
    }

    private Series series(ToLongFunction<Point> value) {
        return new Series(points.stream().mapToLong(value).toArray());
    }
}
