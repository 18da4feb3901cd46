package dev.lastack.cli.watch;

import dev.lastack.attach.TargetException;
import dev.lastack.cli.terminal.KeyPress;
import dev.lastack.cli.terminal.LiveTerminal;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for reports, and shows them. */
public final class WatchLoop {

    private final Reports reports;
    private final long intervalMillis;
    private @Nullable WatchedJvm before;
    private WatchedJvm now;
    private View view = View.FIRST;
    private final Trends trends = new Trends();

    private WatchLoop(Reports reports, long intervalMillis) throws TargetException, IOException {
        this.reports = reports;
        this.intervalMillis = intervalMillis;
        this.now = WatchedJvm.parse(reports.now());
        trends.add(now);
    }

    /**
     * On the whole terminal, until the user has enough.
     *
     * @return false where that was said by Ctrl-C
     */
    public static boolean onTerminal(Reports reports, long intervalMillis, Paint paint)
            throws TargetException, IOException {
        WatchLoop watcher = new WatchLoop(reports, intervalMillis);
        try (LiveTerminal terminal = LiveTerminal.open()) {
            return watcher.show(terminal, paint);
        }
    }

    private boolean show(LiveTerminal terminal, Paint paint) throws TargetException, IOException {
        long asked = System.nanoTime();
        while (!view.done() && !terminal.isInterrupted()) {
            Screen screen = new Screen(now, before, view, terminal.width(), terminal.height(), paint, trends);
            terminal.draw(screen.lines());
            long left = intervalMillis - (System.nanoTime() - asked) / 1_000_000;
            KeyPress key = left > 0 || view.frozen() ? terminal.key(view.frozen() ? intervalMillis : left) : null;
            if (key != null) {
                pressed(key, terminal, paint);
            } else if (!view.frozen() && System.nanoTime() - asked >= intervalMillis * 1_000_000) {
                asked = System.nanoTime();
                next();
            }
        }
        return !terminal.isInterrupted();
    }

    private void pressed(KeyPress key, LiveTerminal terminal, Paint paint) {
        List<String> order = Screen.listed(now, before, view).stream()
                .map(row -> row.path().id())
                .toList();
        view = view.pressed(key, order);
        view = view.within(new Screen(now, before, view, terminal.width(), terminal.height(), paint).mostScroll());
    }

    private void next() throws TargetException, IOException {
        WatchedJvm old = now;
        now = WatchedJvm.parse(reports.now());
        before = old;
        trends.add(now);
    }

    /**
     * As lines, for something that is not a terminal.
     *
     * @param count of reports; 0 for no end
     */
    public static void asLines(Reports reports, long intervalMillis, int count, PrintWriter out)
            throws TargetException, IOException, InterruptedException {
        WatchLoop watcher = new WatchLoop(reports, intervalMillis);
        for (int shown = 1; ; shown++) {
            PlainLines.of(watcher.now, watcher.before).forEach(out::println);
            out.flush();
            if (shown == count || out.checkError()) { // nobody reads any more
                return;
            }
            Thread.sleep(intervalMillis);
            watcher.next();
        }
    }
}
