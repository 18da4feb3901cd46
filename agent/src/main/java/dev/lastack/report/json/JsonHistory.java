package dev.lastack.report.json;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.snapshot.History;
import dev.lastack.snapshot.History.Point;
import dev.lastack.snapshot.History.Series;
import dev.lastack.snapshot.History.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** {@code history}: columns, because rows would say each name three hundred times. */
final class JsonHistory {

    private final JsonOut json;

    JsonHistory(JsonOut json) {
        this.json = json;
    }

    /** Of code paths those that have a finding in this report, or had one in an earlier one. */
    void write(History history, List<Finding> findings) throws IOException {
        Set<String> found = new HashSet<>();
        findings.forEach(finding -> found.addAll(finding.codePathIds()));
        json.begin("history");
        json.times("at", history.points().stream().map(Point::at).toList());
        json.numbers(
                "spanMillis", history.points().stream().map(Point::spanMillis).toList());
        json.begin("total");
        columns(history.total(), history.points());
        json.end();
        List<Series> paths = history.codePaths().stream()
                .filter(series -> series.found() || found.contains(series.codePath()))
                .toList();
        json.objects("codePaths", paths, series -> {
            json.text("codePath", series.codePath());
            json.time("since", series.since());
            columns(series, history.points());
        });
        json.end();
    }

    private void columns(Series series, List<Point> points) throws IOException {
        json.numbers("open", series.values().stream().map(Values::open).toList());
        json.numbers(
                "closeWait", series.values().stream().map(Values::closeWait).toList());
        json.numbers("timeWait", series.values().stream().map(Values::timeWait).toList());
        rates("openedPerSecond", series, points, Values::opened);
        json.begin("closedPerSecond");
        rates("local", series, points, Values::closedByLocal);
        rates("remote", series, points, Values::closedByRemote);
        rates("other", series, points, Values::closedOtherwise);
        json.end();
    }

    private void rates(String name, Series series, List<Point> points, ToDoubleFunction<Values> count)
            throws IOException {
        List<Number> rates = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double perSecond = count.applyAsDouble(series.values().get(i))
                    * 1000
                    / points.get(i).spanMillis();
            rates.add(Math.round(perSecond * 1000) / 1000.0);
        }
        json.numbers(name, rates);
    }
}
