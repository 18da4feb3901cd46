package dev.lastack.report.text;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answer in a glance: one row for each finding, with the number of its block below.
 *
 * <pre>{@code
 *  #  severity  rule                    count  where
 *  1  ERROR     close-wait/eof-ignored    318  com.acme.orders.PriceClient.fetch(PriceClient.java:87)
 *  2  WARNING   close-wait/unread           8  com.acme.stock.StockCache.get(StockCache.java:44)
 * }</pre>
 *
 * Places are as exact as the width allows: all with their package, or without it, or just file and line.
 */
final class FindingsTable {

    private static final String GAP = "  ";
    private static final List<String> HEAD = List.of("#", "severity", "rule", "count");

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    private FindingsTable() {}

    /** @param findings those that are shown, the first of them number 1 */
    static void write(List<Finding> findings, Snapshot snapshot, Lines lines) {
        Map<String, CodePath> paths =
                snapshot.codePaths().stream().collect(Collectors.toMap(CodePath::id, path -> path, (a, b) -> a));
        FindingsTable table = new FindingsTable();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            table.rows.add(List.of(
                    Integer.toString(i + 1),
                    finding.severity().toString(),
                    finding.rule(),
                    Words.count(finding.connections())));
            table.places.add(Place.of(finding, paths.get(finding.codePathId())));
        }
        table.write(lines);
    }

    private void write(Lines lines) {
        int[] widths = widths();
        int used = 1;
        for (int width : widths) {
            used += width + GAP.length();
        }
        int form = form(lines.width() - used);
        lines.line(line(HEAD, widths) + "where");
        for (int i = 0; i < rows.size(); i++) {
            String where = places.get(i).forms().get(form);
            if (used + where.length() <= lines.width()) {
                lines.line(line(rows.get(i), widths) + where);
            } else { // longer than there is room for: not broken, on a line of its own
                lines.line(line(rows.get(i), widths));
                lines.line(GAP.repeat(3) + where);
            }
        }
    }

    /** The longest form that fits for all; the shortest where none does. */
    private int form(int room) {
        for (int form = 0; form < Place.FORMS; form++) {
            int one = form;
            if (places.stream().allMatch(place -> place.forms().get(one).length() <= room)) {
                return form;
            }
        }
        return Place.FORMS - 1;
    }

    private int[] widths() {
        int[] widths = HEAD.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** Numbers are on the right. */
    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(" ");
        for (int i = 0; i < cells.size(); i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            boolean number = i == 0 || i == cells.size() - 1;
            line.append(number ? blanks + cells.get(i) : cells.get(i) + blanks).append(GAP);
        }
        return line.toString();
    }

    /** Where to look, the longest form first. */
    private record Place(List<String> forms) {

        static final int FORMS = 3;

        static Place of(Finding finding, @Nullable CodePath path) {
            Site site = finding.culprit();
            if (site != null) {
                return new Place(List.of(site.toString(), site.shortForm(), fileAndLine(site)));
            }
            String peer = path == null ? "-" : (path.isClient() ? "client of " : "server on ") + path.peer();
            return new Place(List.of(peer, peer, peer));
        }

        private static String fileAndLine(Site site) {
            String all = site.shortForm();
            return site.fileName() == null ? all : all.substring(all.indexOf('(') + 1, all.length() - 1);
        }
    }
}
