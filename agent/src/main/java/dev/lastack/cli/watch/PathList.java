package dev.lastack.cli.watch;

import dev.lastack.text.Paint;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows of the list. From 120 columns on they also say how CLOSE_WAIT has developed, what was found, whose
 * connections they are and in which package; a column is as wide as it must be, and what is too long for the screen is
 * taken from the longest.
 */
final class PathList {

    /** Below this the columns of numbers and one place are all there is room for. */
    private static final int WIDE = 120;

    /** From here on there is room for words. */
    private static final int WIDER = 140;

    private static final String NUMBERS = "CLOSE_WAIT   OLDEST  OPEN     /S LOCAL TIME_WAIT  ";
    private static final String GAP = "  ";
    private static final List<String> HEADS = List.of("RULE", "PEER", "CODE PATH", "PACKAGE");

    /** Which part of a text says most: of a peer the port, of a class its last name. */
    private static final List<Boolean> KEEPS_END = List.of(false, true, true, true);

    /** How much sooner than the others a column is cut: a code path is what is looked for. */
    private static final int[] SPARED = {8, 0, 12, 0};

    private final List<PathRow> rows;
    private final Trends trends;
    private final int width;
    private final Paint paint;
    private final int[] widths;

    /** @param rows those on the screen */
    PathList(List<PathRow> rows, Trends trends, int width, Paint paint) {
        this.rows = rows;
        this.trends = trends;
        this.width = width;
        this.paint = paint;
        this.widths = widths();
    }

    private boolean wide() {
        return width >= WIDE;
    }

    private boolean wider() {
        return width >= WIDER;
    }

    private int[] widths() {
        int[] needed = HEADS.stream().mapToInt(String::length).toArray();
        for (PathRow row : rows) {
            List<String> words = words(row.path());
            for (int i = 0; i < needed.length; i++) {
                needed[i] = Math.max(needed[i], words.get(i).length());
            }
        }
        int room = width - NUMBERS.length() - trend("").length() - severity("").length() - GAP.length() * 3;
        int sum = 0;
        for (int one : needed) {
            sum += one;
        }
        for (; sum > room; sum--) {
            int longest = 0;
            for (int i = 1; i < needed.length; i++) {
                longest = needed[i] - SPARED[i] > needed[longest] - SPARED[longest] ? i : longest;
            }
            needed[longest]--;
        }
        return needed;
    }

    String head() {
        if (!wide()) {
            return paint.bold(ScreenLine.cut(NUMBERS + "CODE PATH", width));
        }
        return paint.bold(ScreenLine.cut(NUMBERS + trend("TREND") + severity("SEVERITY") + columns(HEADS), width));
    }

    String line(PathRow row, boolean selected) {
        String line = ScreenLine.cut(numbers(row) + (wide() ? wide(row.path()) : place(row.path())), width);
        if (selected) {
            return ScreenLine.selected(line, width, paint);
        }
        return switch (row.path().severity()) {
            case "error" -> paint.bad(line);
            case "warning" -> paint.unsure(line);
            case "info" -> paint.code(line);
            default -> line;
        };
    }

    private static String numbers(PathRow row) {
        WatchedPath path = row.path();
        return ScreenLine.right(Words.count(path.closeWait()) + Screen.change(row.closeWaitChange()), 10)
                + ScreenLine.right(path.closeWait() == 0 ? "-" : Words.duration(path.oldestMillis()), 9)
                + ScreenLine.right(Words.count(path.open()), 6)
                + ScreenLine.right(path.part() ? "-" : Words.rate(row.openedPerSecond()), 7)
                + ScreenLine.right(path.part() ? "-" : localFirst(path), 6)
                + ScreenLine.right(path.part() ? "-" : Words.count(path.timeWaitNow()), 10)
                + GAP;
    }

    private String place(WatchedPath path) {
        int room = Math.max(8, width - NUMBERS.length());
        if (path.place().isEmpty() || (path.isServer() && path.rules().isEmpty())) {
            return path.peer(); // the place of all that a listener accepts is the JDK's, or the server's
        }
        String listener = path.isServer() ? path.port() + " " : "";
        return listener + ScreenLine.keepEnd(path.shortPlace(), Math.max(1, room - listener.length()));
    }

    private String wide(WatchedPath path) {
        return trend(trends.line(path.id(), trendWidth())) + severity(path.severity()) + columns(words(path));
    }

    private static List<String> words(WatchedPath path) {
        String more = path.rules().size() > 1 ? " +" + (path.rules().size() - 1) : "";
        return List.of(
                path.rules().isEmpty() ? "" : path.rules().get(0) + more,
                path.peer(),
                (path.place().isEmpty() ? "(before the watch)" : path.shortPlace())
                        + (path.handledBy().isEmpty() ? "" : "  " + path.handlers()),
                path.packageName());
    }

    private String columns(List<String> words) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String text = KEEPS_END.get(i)
                    ? ScreenLine.keepEnd(words.get(i), widths[i])
                    : ScreenLine.cut(words.get(i), widths[i]);
            cells.add(ScreenLine.left(text, widths[i]));
        }
        return String.join(GAP, cells).stripTrailing();
    }

    private int trendWidth() {
        return wider() ? Trends.POINTS : Trends.POINTS / 2;
    }

    private String trend(String text) {
        return ScreenLine.left(text, trendWidth()) + GAP;
    }

    /** One letter where there is not much room. */
    private String severity(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return wider() ? ScreenLine.left(upper, 8) + GAP : ScreenLine.left(ScreenLine.start(upper, 1), 1) + " ";
    }

    private static String localFirst(WatchedPath path) {
        long all = 0;
        for (String side : List.of("local", "remote", "simultaneous", "resetByRemote", "resetByLocal", "unknown")) {
            all += path.firstClosed(side);
        }
        return all == 0 ? "-" : Words.percent((double) path.firstClosed("local") / all);
    }
}
