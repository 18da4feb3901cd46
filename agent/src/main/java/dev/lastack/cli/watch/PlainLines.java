package dev.lastack.cli.watch;

import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One report as lines for a file or a pipe: the sums, then the code paths with connections in CLOSE_WAIT. */
final class PlainLines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PlainLines() {}

    static List<String> of(WatchedJvm now, @Nullable WatchedJvm before) {
        List<PathRow> rows = Screen.sorted(now, before, Sort.CLOSE_WAIT);
        List<String> lines = new ArrayList<>();
        lines.add(TIME.format(now.at()) + "  open " + Words.count(now.totals().count("open"))
                + "  CLOSE_WAIT " + Words.count(now.totals().count("closeWaitNow"))
                + "  opened "
                + Words.rate(rows.stream().mapToDouble(PathRow::openedPerSecond).sum())
                + " a second  first closer: local " + Words.count(now.firstClosed("local")) + ", remote "
                + Words.count(now.firstClosed("remote")) + "  TIME_WAIT " + Words.count(now.timeWaitNow()) + " ("
                + Words.percent(now.portShare()) + " of ports)");
        for (PathRow row : rows) {
            WatchedPath path = row.path();
            if (path.closeWait() > 0) {
                lines.add("           CLOSE_WAIT " + Words.count(path.closeWait()) + "  oldest "
                        + Words.duration(path.oldestMillis()) + "  " + path.peer() + "  "
                        + (path.place().isEmpty() ? "(opened before the watch)" : path.place()));
            }
        }
        return lines.stream().map(Printable::of).toList();
    }
}
