package dev.lastack.cli.watch;

import dev.lastack.text.Paint;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The screen as a pure function of two reports and of what the user has chosen. Never more lines than the height, and
 * none wider than the width.
 */
final class Screen {

    private static final int BAR = 20;

    private final WatchedJvm now;
    private final @Nullable WatchedJvm before;
    private final View view;
    private final int width;
    private final int height;
    private final Paint paint;

    Screen(WatchedJvm now, @Nullable WatchedJvm before, View view, int width, int height, Paint paint) {
        this.now = now;
        this.before = before;
        this.view = view;
        this.width = width;
        this.height = height;
        this.paint = paint;
    }

    /** In the order in which they stand in the list. */
    static List<PathRow> sorted(WatchedJvm now, @Nullable WatchedJvm before, Sort sort) {
        return PathRow.of(now, before).stream().sorted(sort.order()).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(head());
        String opened = view.opened();
        int room = Math.max(0, height - lines.size() - 1);
        lines.addAll(opened == null ? list(room) : stacks(opened, room));
        while (lines.size() < height - 1) {
            lines.add("");
        }
        List<String> fitting = new ArrayList<>(lines.subList(0, Math.min(lines.size(), Math.max(0, height - 1))));
        if (height > 0) {
            fitting.add(paint.faint(ScreenLine.cut(keys(), width)));
        }
        return fitting;
    }

    private List<String> head() {
        var jvm = now.json().object("jvm");
        var observation = now.json().object("observation");
        String title = "LastAck  " + jvm.text("mainClass") + " (pid " + jvm.count("pid") + ", JDK "
                + jvm.text("javaVersion") + ")  watched "
                + Words.duration((long) (observation.number("seconds") * 1000));
        return List.of(
                (view.frozen() ? paint.bad("FROZEN") + "  " : "") + paint.bold(ScreenLine.cut(title, titleWidth())),
                ScreenLine.cut(connections(), width),
                ScreenLine.cut(closers(), width),
                ScreenLine.cut(timeWait(), width),
                "");
    }

    private int titleWidth() {
        return view.frozen() ? width - "FROZEN  ".length() : width;
    }

    private String connections() {
        long closeWait = now.totals().count("closeWaitNow");
        long untracked = now.json().object("observation").count("untrackedSockets");
        return "open " + Words.count(now.totals().count("open")) + "   CLOSE_WAIT " + Words.count(closeWait)
                + change(before == null ? 0 : closeWait - before.totals().count("closeWaitNow"))
                + "   opened " + Words.rate(openedPerSecond()) + " a second   untracked "
                + (untracked < 0 ? "not known" : Words.count(untracked));
    }

    private double openedPerSecond() {
        return PathRow.of(now, before).stream()
                .mapToDouble(PathRow::openedPerSecond)
                .sum();
    }

    private static String change(long change) {
        return change == 0 ? "" : " (" + (change > 0 ? "+" : "") + Words.count(change) + ")";
    }

    private String closers() {
        long reset = now.firstClosed("resetByRemote") + now.firstClosed("resetByLocal");
        long other = now.firstClosed("simultaneous") + now.firstClosed("unknown");
        return "first closer: local " + Words.count(now.firstClosed("local")) + "  remote "
                + Words.count(now.firstClosed("remote")) + "  reset " + Words.count(reset) + "  other or unknown "
                + Words.count(other);
    }

    private String timeWait() {
        return "TIME_WAIT " + Words.count(now.timeWaitNow()) + "   of the ports to one destination "
                + ScreenLine.bar(now.portShare(), BAR) + " " + Words.percent(now.portShare());
    }

    private List<String> list(int room) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(ScreenLine.cut("CLOSE_WAIT   OLDEST  OPEN     /S LOCAL TIME_WAIT  CODE PATH", width)));
        List<PathRow> rows = sorted(now, before, view.sort());
        int selected = selected(rows);
        int visible = Math.max(1, room - 1);
        int first = Math.max(0, Math.min(selected - visible / 2, rows.size() - visible));
        for (int i = first; i < Math.min(rows.size(), first + visible); i++) {
            lines.add(row(rows.get(i), i == selected));
        }
        if (rows.isEmpty()) {
            lines.add("no TCP connection yet");
        }
        return lines;
    }

    private int selected(List<PathRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).path().id().equals(view.selected())) {
                return i;
            }
        }
        return 0;
    }

    private String row(PathRow row, boolean selected) {
        WatchedPath path = row.path();
        String numbers = ScreenLine.right(Words.count(path.closeWait()) + change(row.closeWaitChange()), 10)
                + ScreenLine.right(path.closeWait() == 0 ? "-" : Words.duration(path.oldestMillis()), 9)
                + ScreenLine.right(Words.count(path.open()), 6)
                + ScreenLine.right(Words.rate(row.openedPerSecond()), 7)
                + ScreenLine.right(localFirst(path), 6)
                + ScreenLine.right(Words.count(path.timeWaitNow()), 10) + "  ";
        int room = Math.max(8, width - numbers.length());
        String place = path.place().isEmpty() ? path.peer() : ScreenLine.keepEnd(shortPlace(path), room);
        String line = ScreenLine.cut(numbers + place, width);
        if (selected) {
            return ScreenLine.selected(line, width, paint);
        }
        return path.rules().isEmpty() ? line : paint.unsure(line);
    }

    private static String localFirst(WatchedPath path) {
        long all = 0;
        for (String side : List.of("local", "remote", "simultaneous", "resetByRemote", "resetByLocal", "unknown")) {
            all += path.firstClosed(side);
        }
        return all == 0 ? "-" : Words.percent((double) path.firstClosed("local") / all);
    }

    /** {@code PriceClient.fetch:87}: the class without its package, the method, the line. */
    private static String shortPlace(WatchedPath path) {
        String site = path.place();
        int file = site.indexOf('(');
        if (file < 0) {
            return site;
        }
        String method = site.substring(0, file);
        int dot = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
        String line = site.contains(":") ? site.substring(site.lastIndexOf(':'), site.length() - 1) : "";
        return method.substring(dot + 1) + line;
    }

    private List<String> stacks(String id, int room) {
        List<String> all = StackPage.lines(path(id), now.at(), width, paint);
        int first = Math.min(view.scroll(), Math.max(0, all.size() - room));
        return all.subList(first, Math.min(all.size(), first + room));
    }

    /** How far the stacks can be scrolled. */
    int mostScroll() {
        String opened = view.opened();
        int room = Math.max(0, height - head().size() - 1);
        return opened == null
                ? 0
                : Math.max(
                        0, StackPage.lines(path(opened), now.at(), width, paint).size() - room);
    }

    private @Nullable WatchedPath path(String id) {
        return now.paths().stream()
                .filter(path -> path.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private String keys() {
        String freeze = view.frozen() ? "f go on" : "f freeze";
        return view.opened() == null
                ? "s sort (" + view.sort() + ")  " + freeze + "  up/down select  enter stacks  q quit"
                : "esc back  up/down scroll  " + freeze + "  q quit";
    }
}
