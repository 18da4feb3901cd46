package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.Abandoned;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.Opening;
import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.WaitingReader;
import dev.lastack.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opened one after the other, used once, and never closed: a leak that stays ESTABLISHED, as the remote keeps its side. */
public final class GrowingRule implements Rule {

    /** Fewer may be what a program wants to have at hand. */
    private static final int FEWEST = 16;

    /** Event loops and their callers wait for each other before each connection, and again once it is set up. */
    private static final int HANDING_OVER = 3;

    private static final String TITLE =
            "opened one after the other and never closed, while the remote keeps its side open";

    private static final String WHY =
            "Each connection was left behind when the next one to the same remote was opened: a pool would have used it"
                    + " again. As the remote does not close either, they stay ESTABLISHED, here and over there. They add up"
                    + " until one side has no file descriptors, no sessions or no memory left.";

    private static final String IN_ONE_GO_TITLE =
            "opened in one go and never closed, while the remote keeps its side open: left behind, or kept in advance";

    private static final String IN_ONE_GO_WHY =
            "They were opened one right after the other, and nothing has come after them. A pool of the program's own that is"
                    + " filled in advance does so, and so does a loop that closes nothing: the network and the stacks show"
                    + " no difference. Those that are left behind stay ESTABLISHED, here and over there, as the remote does not"
                    + " close either.";

    private static final String WAITED_FOR_TITLE =
            "opened one after the other, somebody waiting for the data of each, and never closed";

    private static final String WAITED_FOR_WHY =
            "The program opened one with each piece of work, and somebody waits for the data of each: a thread of the program"
                    + " in a read, a handler of the program in its pipeline, or a select() for many. A client that is made"
                    + " for one call and left behind, with its reader, looks like that, and so do subscriptions that come"
                    + " one by one. Where it does not end, they add up, here and over there, until one side has no threads"
                    + " or no connections left.";

    private static final String WAITED_FOR_IN_ONE_GO_TITLE =
            "opened in one go, somebody waiting for the data of each, and never closed: subscriptions, or left behind";

    private static final String WAITED_FOR_IN_ONE_GO_WHY =
            "They were opened one right after the other, and nothing has come after them; somebody waits for the data of"
                    + " each. Subscriptions that a program takes when it starts do so, and so does a loop that leaves"
                    + " clients behind, each with its reader: the network and the stacks show no difference.";

    private static final String FIX =
            "close each connection where it was used, with try-with-resources, or close() in a finally block; or share one"
                    + " client, data source or channel for all calls instead of making one for each, and close it when the"
                    + " program ends.";

    private static final String WAITED_FOR_FIX = "where they are subscriptions that you mean to keep, all is well, and"
            + " exclude says so (a peer or a package). Else: " + FIX;

    @Override
    public String id() {
        return "open/growing";
    }

    /** A channel of gRPC connects on its caller's thread, or on one of its executor's, as it comes. */
    @Override
    public boolean joinsLibraryThreads() {
        return true;
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return Abandoned.of(path, snapshot, settings).size();
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        List<OpenConnection> abandoned = Abandoned.of(path, snapshot, settings);
        List<OpenConnection> unwanted = abandoned.stream()
                .filter(connection -> !connection.waitingReader().isWanted())
                .toList();
        if (isGrowth(path, unwanted)) {
            AffectedConnections group = new AffectedConnections(path, unwanted, snapshot, settings);
            return Optional.ofNullable(verdict(group)).map(verdict -> finding(group, verdict));
        }
        if (!isGrowth(path, abandoned)) {
            return Optional.empty();
        }
        AffectedConnections group = new AffectedConnections(path, abandoned, snapshot, settings);
        return Optional.ofNullable(verdictOfWaitedFor(group)).map(verdict -> finding(group, verdict));
    }

    private static boolean isGrowth(CodePath path, List<OpenConnection> abandoned) {
        boolean mostOfThem = 2L * abandoned.size() >= path.open().size();
        boolean closedFarFewer = 2 * path.ended().count() <= abandoned.size();
        return abandoned.size() >= FEWEST && mostOfThem && closedFarFewer;
    }

    /** Null where a live view shows what has not grown for long, and was in all likelihood opened in advance. */
    private static @Nullable Verdict verdict(AffectedConnections group) {
        Opening opening = Opening.of(group.path().open(), group.snapshot().takenAt());
        // a pool that can be asked has said already that it has no others
        boolean inOneGo = opening.inOneGo() && !group.all(connection -> connection.pool() != null);
        if (inOneGo && opening.isOver() && (opening.neverUsed() || opening.comesBack())) {
            return isOldNews(opening, group) ? null : inOneGo(Severity.INFO);
        }
        // a pool that was filled in advance has its use still before it, unless the program has ended
        boolean mayBeUsedYet = opening.isOver() && !group.snapshot().atExit();
        if (inOneGo && (opening.neverUsed() || mayBeUsedYet)) {
            return inOneGo(Severity.WARNING);
        }
        return new Verdict(group.path().ended().count() == 0 ? Severity.ERROR : Severity.WARNING, TITLE, WHY, FIX);
    }

    /** Null where a live view shows subscriptions that have just begun, or that have been there for long. */
    private static @Nullable Verdict verdictOfWaitedFor(AffectedConnections group) {
        Opening opening = Opening.of(group.path().open(), group.snapshot().takenAt());
        Duration window = group.settings().window();
        boolean ofOneClient = 2 * group.count(connection -> connection.waitingReader() == WaitingReader.LIBRARY_OF_MANY)
                > group.size();
        if (ofOneClient && (opening.inOneGo() || opening.isOver())) {
            return null;
        }
        boolean overEventLoops = 2 * group.count(GrowingRule::hasHandler) > group.size();
        if (opening.inOneGo(overEventLoops ? HANDING_OVER : 1) || (opening.isOver() && opening.withoutWork())) {
            return isOldNews(opening, group)
                    ? null
                    : new Verdict(Severity.INFO, WAITED_FOR_IN_ONE_GO_TITLE, WAITED_FOR_IN_ONE_GO_WHY, WAITED_FOR_FIX);
        }
        boolean beginning = !group.snapshot().atExit() && opening.spanMillis() < window.toMillis();
        if (beginning && !opening.isOver()) {
            return null;
        }
        Severity severity = opening.isLongOver(window) ? Severity.INFO : Severity.WARNING;
        return new Verdict(severity, WAITED_FOR_TITLE, WAITED_FOR_WHY, WAITED_FOR_FIX);
    }

    private static boolean isOldNews(Opening opening, AffectedConnections group) {
        boolean longAgo = opening.quietMillis() >= group.settings().window().toMillis();
        return longAgo && !group.snapshot().atExit();
    }

    private static Verdict inOneGo(Severity severity) {
        return new Verdict(
                severity,
                IN_ONE_GO_TITLE,
                IN_ONE_GO_WHY,
                "where they are a pool of your own, all is well, and exclude says so (a peer or a package). Else: "
                        + FIX);
    }

    private static String threadsLine(AffectedConnections group) {
        long waited = group.count(connection -> connection.waitingReader() == WaitingReader.APPLICATION
                || connection.waitingReader() == WaitingReader.LIBRARY_OF_MANY);
        return waited == 0 ? "" : "a thread waits for the data of each" + group.share(waited);
    }

    private static boolean hasHandler(OpenConnection connection) {
        return connection.waitingReader() == WaitingReader.HANDLER;
    }

    private static String handlersLine(AffectedConnections group) {
        long handled = group.count(GrowingRule::hasHandler);
        return handled == 0 ? "" : "a handler of the program is registered for the data of each" + group.share(handled);
    }

    private Finding finding(AffectedConnections group, Verdict verdict) {
        Culprit culprit = Culprit.ofOwner(group);
        long ended = group.path().ended().count();
        OpenDetails details = OpenDetails.of(group, culprit)
                .line(Words.count(group.path().opened()) + " opened, "
                        + (ended == 0 ? "none" : Words.count(ended)) + " closed, "
                        + Words.count(group.path().open().size()) + " open now; " + growth(group))
                .line(Words.count(group.size()) + " of them had been used for the last time when the next was opened")
                .line(threadsLine(group))
                .line(handlersLine(group))
                .pool()
                .lastUsed()
                .evidence()
                .netty()
                .reachability()
                .siblings();
        return verdict.finding(id(), group.path(), group.size(), culprit, evidence(group), details.lines())
                .with(PoolEvidence.of(group))
                .about(group.connections());
    }

    private static String growth(AffectedConnections group) {
        long oldest = group.max(connection -> group.millisSince(connection.openedAt()));
        return "the oldest for " + Words.duration(oldest) + ", " + Words.count(growthPerMinute(group))
                + " more a minute";
    }

    private static Map<EvidenceKey, Number> evidence(AffectedConnections group) {
        Map<EvidenceKey, Number> numbers =
                new LinkedHashMap<>(OpenEvidence.of(group, group.max(OpenConnection::idleMillis)));
        numbers.put(EvidenceKey.GROWTH_PER_MINUTE, growthPerMinute(group));
        numbers.put(EvidenceKey.NEW_IN_WINDOW, openedSince(group, windowMillis(group)));
        numbers.put(EvidenceKey.OPEN_NOW, group.path().open().size());
        numbers.put(EvidenceKey.CLOSED, group.path().ended().count());
        return numbers;
    }

    /** Over the window, or since the first was opened where that is less. */
    private static long growthPerMinute(AffectedConnections group) {
        long millis = windowMillis(group);
        return Math.round(openedSince(group, millis) * 60_000.0 / Math.max(1_000, millis));
    }

    private static long windowMillis(AffectedConnections group) {
        long oldest = group.max(connection -> group.millisSince(connection.openedAt()));
        return Math.min(group.settings().window().toMillis(), oldest);
    }

    private static long openedSince(AffectedConnections group, long millis) {
        Instant start = group.snapshot().takenAt().minusMillis(millis);
        return group.count(connection -> !connection.openedAt().isBefore(start));
    }
}
