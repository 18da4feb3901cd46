package dev.lastack.report.text;

import dev.lastack.report.content.Totals;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Connections that were open when LastAck was attached, and are still: at once, before any threshold has passed. */
final class BeforeWatchSection {

    private static final int MAX_PEERS = 10;

    private static final Comparator<CodePath> MOST_CLOSE_WAIT_FIRST = Comparator.comparingLong(
                    BeforeWatchSection::closeWait)
            .thenComparingLong(path -> path.open().size())
            .reversed();

    private BeforeWatchSection() {}

    /** Empty where there are none; by peer, not more than a person reads unless all are asked for. */
    static List<String> lines(Snapshot snapshot, boolean all) {
        List<CodePath> paths = snapshot.codePaths().stream()
                .filter(path -> path.openedBeforeWatch() && !path.open().isEmpty())
                .sorted(MOST_CLOSE_WAIT_FIRST)
                .toList();
        List<String> lines = new ArrayList<>();
        if (!paths.isEmpty()) {
            lines.add("opened before LastAck was attached, and open still:");
            int most = all ? paths.size() : MAX_PEERS;
            paths.stream().limit(most).forEach(path -> lines.add("  " + line(path)));
            if (paths.size() > most) {
                lines.add("  and those of " + Words.count(paths.size() - most, "peer") + " more");
            }
        }
        return lines;
    }

    private static String line(CodePath path) {
        long closeWait = closeWait(path);
        return (path.role() == Role.CLIENT ? "client of " : "server on ") + path.peer() + ": "
                + Words.count(path.open().size()) + (closeWait == 0 ? "" : seenSo(path, closeWait));
    }

    private static String seenSo(CodePath path, long number) {
        long longest = path.open().stream()
                .mapToLong(OpenConnection::closeWaitMillis)
                .max()
                .orElse(0);
        return ", " + Words.count(number) + " in CLOSE_WAIT, seen so for " + Words.duration(longest) + " at least";
    }

    private static long closeWait(CodePath path) {
        return Totals.of(path).closeWaitNow();
    }
}
