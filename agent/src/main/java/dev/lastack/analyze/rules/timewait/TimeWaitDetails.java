package dev.lastack.analyze.rules.timewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.host.HostSettings;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.List;

/** What was seen of connections that this side closed first, a line each; and the sentences that rules share. */
public final class TimeWaitDetails {

    /** What TIME_WAIT is and who has it. */
    static final String WHOSE =
            "Whoever closes a connection first, client or server alike, keeps it in TIME_WAIT for 60 s on Linux, whatever"
                    + " tcp_fin_timeout says, so that the last ACK can be repeated and stray segments of the connection"
                    + " die out.";

    /** The best fix, before any setting. */
    public static final String FEWER =
            "open fewer connections: keep them alive and use them again, from a pool, and read each response to its end"
                    + " so that its connection can go back there.";

    /** The same, behind a setting. */
    public static final String FEWER_IS_BETTER = "Fewer connections are the better cure: keep-alive, and a pool.";

    static final String NO_RESETS = "Do not reset them instead (SO_LINGER 0): that spares TIME_WAIT, and loses data.";

    private final List<String> lines = new ArrayList<>();
    private final CodePath path;

    private TimeWaitDetails(CodePath path) {
        this.path = path;
    }

    public static TimeWaitDetails of(CodePath path, Culprit culprit) {
        TimeWaitDetails details = new TimeWaitDetails(path);
        CulpritText.noCulprit(culprit, details.lines);
        return details;
    }

    /** Who opens the connections decides how many there are; who closes them only when no such frame is known. */
    public static Culprit culprit(CodePath path) {
        return Culprit.firstOf(Culprit.opened(path), Culprit.closed(path.ended().closedBy()));
    }

    public TimeWaitDetails line(String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return this;
    }

    TimeWaitDetails closedBy() {
        String places = Stacks.places(path.ended().closedBy());
        return line(places.isEmpty() ? "" : "closed at " + places);
    }

    /** Where resets are how this path mostly ends its connections. */
    TimeWaitDetails resets() {
        FirstCloserCounts counts = path.ended().firstCloser();
        long resets = counts.resetByLocal();
        if (resets == 0 || 2 * resets < path.ended().count()) {
            return this;
        }
        return line(Words.count(resets) + " of " + Words.count(path.ended().count(), "connection")
                + " were reset by this side: that spares TIME_WAIT, but loses data still on its way");
    }

    /** All code paths but the first, by their part of the rate. */
    TimeWaitDetails others(List<CodePath> paths, String what) {
        List<String> parts = new ArrayList<>();
        double all = paths.stream().mapToDouble(p -> p.timeWait().perSecond()).sum();
        paths.stream()
                .skip(1)
                .filter(p -> p.timeWait().perSecond() > 0)
                .limit(3)
                .forEach(p -> {
                    Culprit culprit = culprit(p);
                    String place = culprit.site() == null
                            ? "code path " + p.id()
                            : culprit.site().shortForm();
                    parts.add(place + " (" + Words.percent(p.timeWait().perSecond() / all) + ")");
                });
        return line(parts.isEmpty() ? "" : what + ": " + Words.list(parts));
    }

    TimeWaitDetails assumptions(HostSettings host) {
        List<String> assumed = host.assumptions();
        return line(assumed.isEmpty() ? "" : "could not be read, Linux's defaults assumed: " + Words.list(assumed));
    }

    public List<String> lines() {
        return lines;
    }
}
