package dev.lastack.cli.watch;

import dev.lastack.text.Paint;
import java.util.ArrayList;
import java.util.List;

/** What the columns and the keys mean, in as few lines as the smallest usual terminal has. */
final class HelpPage {

    private static final List<String> LINES = List.of(
            "CLOSE_WAIT  the remote has closed and this program has not; (+3) since the last look",
            "OLDEST      since when, of the oldest; -: none",
            "OPEN, /S    open connections, and how many are opened a second",
            "LOCAL       of those that are closed, how many this side closed first",
            "TIME_WAIT   what those have left in the last 60 s",
            "TREND       CLOSE_WAIT in the last looks of this watch; from 120 columns on",
            "",
            "up, down, page up, page down   select, or scroll",
            "enter   stacks of the selected code path       a   all frames of the stacks",
            "/       filter by class, peer or rule          esc takes the filter away",
            "s       sort by the next column                f   freeze, and go on",
            "q       quit; the agent stays (detach takes it out)",
            "",
            "A row is red for an error, yellow for a warning: lastack explain RULE");

    private HelpPage() {}

    static List<String> lines(int width, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(ScreenLine.cut("help", width)));
        LINES.forEach(line -> lines.add(ScreenLine.cut(line, width)));
        return lines;
    }
}
