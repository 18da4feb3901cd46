package dev.lastack.cli.watch;

import dev.lastack.report.document.FrameFolds;
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
    private final Trends trends;

    /** Without trends. */
    Screen(WatchedJvm now, @Nullable WatchedJvm before, View view, int width, int height, Paint paint) {
        this(now, before, view, width, height, paint, new Trends());
    }

    Screen(WatchedJvm now, @Nullable WatchedJvm before, View view, int width, int height, Paint paint, Trends trends) {
        this.now = now;
        this.before = before;
        this.view = view;
        this.width = width;
        this.height = height;
        this.paint = paint;
        this.trends = trends;
    }

    /** In the order in which they stand in the list. */
    static List<PathRow> sorted(WatchedJvm now, @Nullable WatchedJvm before, Sort sort) {
        return PathRow.of(now, before).stream().sorted(sort.order()).toList();
    }

    /** Those of them that the filter lets through, in the order of the view. */
    static List<PathRow> listed(WatchedJvm now, @Nullable WatchedJvm before, View view) {
        return sorted(now, before, view.sort()).stream()
                .filter(row -> row.path().matches(view.filter()))
                .toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(head());
        String opened = view.opened();
        int room = Math.max(0, height - lines.size() - 1);
        if (view.mode() == View.Mode.HELP) {
            lines.addAll(HelpPage.lines(width, paint));
        } else {
            lines.addAll(opened == null ? list(room) : stacks(opened, room));
        }
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

    static String change(long change) {
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
        List<PathRow> rows = listed(now, before, view);
        int selected = selected(rows);
        int visible = Math.max(1, room - 1);
        int first = Math.max(0, Math.min(selected - visible / 2, rows.size() - visible));
        PathList list = new PathList(rows.subList(first, Math.min(rows.size(), first + visible)), trends, width, paint);
        List<String> lines = new ArrayList<>();
        lines.add(list.head());
        for (int i = first; i < Math.min(rows.size(), first + visible); i++) {
            lines.add(list.line(rows.get(i), i == selected));
        }
        if (rows.isEmpty()) {
            lines.add(ScreenLine.cut(
                    now.paths().isEmpty() ? "no TCP connection yet" : "no code path has \"" + view.filter() + "\"",
                    width));
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

    private List<String> stacks(String id, int room) {
        List<String> all = stackLines(id);
        int first = Math.min(view.scroll(), Math.max(0, all.size() - room));
        return all.subList(first, Math.min(all.size(), first + room));
    }

    /** How far the stacks can be scrolled. */
    int mostScroll() {
        String opened = view.opened();
        int room = Math.max(0, height - head().size() - 1);
        return opened == null ? 0 : Math.max(0, stackLines(opened).size() - room);
    }

    private List<String> stackLines(String id) {
        FrameFolds folds = view.allFrames() ? FrameFolds.NONE : FrameFolds.of(now.applicationClasses());
        return StackPage.lines(path(id), now.at(), folds, width, paint);
    }

    private @Nullable WatchedPath path(String id) {
        return now.paths().stream()
                .filter(path -> path.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private String keys() {
        if (view.mode() == View.Mode.TYPING) {
            return "/" + view.filter() + "_  enter keep  esc all";
        }
        String freeze = view.frozen() ? "f go on" : "f freeze";
        if (view.mode() == View.Mode.HELP) {
            return "esc back  " + freeze + "  q quit";
        }
        if (view.opened() != null) {
            return "esc back  up/down scroll  " + freeze + "  q quit  a "
                    + (view.allFrames() ? "fold frames" : "all frames");
        }
        String filter = view.filter().isEmpty() ? "" : "/" + view.filter() + " (esc all)  ";
        return filter + "s sort (" + view.sort() + ")  " + freeze + "  up/down select  enter stacks  q quit  ? help"
                + (width >= 100 ? "  / filter" : "");
    }
}
