package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.IdleAtRemoteClose;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.analyze.leak.NettyDetails;
import dev.lastack.analyze.leak.PassedOver;
import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.analyze.leak.PoolSettings;
import dev.lastack.analyze.leak.ThrownAwayPools;
import dev.lastack.analyze.leak.UnaskedPools;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.text.Words;
import java.util.List;
import java.util.Objects;

/**
 * The remote closed and nobody has read since. What that means depends on whose connections they are: a pool keeps
 * clients idle, and no harm is done until it hands one out; a handler that does not read leaves its client for good.
 */
public final class UnreadRule extends OpenRule {

    /**
     * Servers say farewell to idle connections of pools, in less than this: TLS close_notify (31 bytes), HTTP/2 GOAWAY,
     * HTTP 408, the idle-timeout errors of MySQL and PostgreSQL. More is a response.
     */
    private static final long FAREWELL_BYTES = 2_048;

    private static final String NOBODY_LOOKED =
            "Only a read tells a program that the remote has closed, and nobody has read. ";

    private static final String UNTIL_CLOSE =
            "Until close(), each connection keeps a file descriptor and stays in CLOSE_WAIT, a state that no timeout"
                    + " ends.";

    private static final String POOL_FIX =
            "let the pool drop idle connections sooner than the remote does (evict in the background, or a time to"
                    + " live below the remote's idle timeout), or let it check a connection before it hands it out.";

    private static final String RESPONSE_FIX =
            "read each response to its end and close it, with try-with-resources, also those with an error status"
                    + " and those whose content is of no interest.";

    private static final String POOL_WHY = NOBODY_LOOKED
            + "Idle connections of a pool end like this: the remote's idle timeout is shorter than the pool's. "
            + UNTIL_CLOSE + " The next request that is given such a connection fails or must be repeated.";

    private static final String CLOSE_WHEN_DONE =
            "close each connection when its work is done, on every way out (try-with-resources): a response is read to its"
                    + " end and closed, also one with an error status; a connection of a pool is given back by its own"
                    + " close(). Share one client object instead of making one for each call.";

    private static final String NEVER_USED_TITLE = "connected and never used: the remote has closed";

    private static final String CLOSE_UNUSED =
            "close what is not needed, on every way out of the code that connects (try-with-resources, or close() in a"
                    + " finally block).";

    /** Its thread looks every 5 s on JDK 17, every 5 to 10 s on 25; it tries a stale connection anew by itself. */
    private static final String URL_CACHE_WHY = NOBODY_LOOKED
            + "The JDK's cache for HttpURLConnection keeps few of them (5 to one host), and closes those that are too old"
            + " when its thread comes by, every 5 to 10 s. ";

    private static final Verdict POOL = new Verdict(
            Severity.WARNING,
            "idle as in a pool: the remote has closed and nobody has looked since",
            POOL_WHY,
            POOL_FIX);

    private static final Verdict MIXED = new Verdict(
            Severity.WARNING,
            "idle, some as in a pool: the remote has closed and nobody has looked since",
            POOL_WHY,
            POOL_FIX + " If those with one exchange are not in a pool: " + RESPONSE_FIX);

    private static final Verdict POOL_OR_FORGOTTEN = new Verdict(
            Severity.WARNING,
            "the remote has closed and nobody has looked since: idle in a pool, or never to be closed",
            NOBODY_LOOKED + "Either a pool keeps them for a next request that has not come, or the program has"
                    + " forgotten them. " + UNTIL_CLOSE
                    + " Forgotten ones add up until the process has no descriptor left (\"Too many open files\").",
            "first tell which it is: a pool keeps a bounded number and uses them again, forgotten ones grow with every"
                    + " call. Forgotten: " + RESPONSE_FIX + " In a pool: " + POOL_FIX);

    /** What a pool takes back has been read to its end. */
    private static final Verdict HALF_READ = new Verdict(
            Severity.ERROR,
            "left before the response was read to its end, and the remote has closed",
            "Data of the remote lies here unread, and nobody has come for it: no pool keeps such a connection, so the"
                    + " program has most likely forgotten it. " + UNTIL_CLOSE
                    + " They add up until the process has no descriptor left (\"Too many open files\").",
            RESPONSE_FIX);

    private static final Verdict FORGOTTEN = new Verdict(
            Severity.ERROR,
            "used once and never closed or given back, and the remote has closed",
            NOBODY_LOOKED
                    + "They lay idle when this code opened the next connection to the same remote, which a pool that"
                    + " had them would not have done. " + UNTIL_CLOSE
                    + " They add up until the process has no descriptor left (\"Too many open files\").",
            CLOSE_WHEN_DONE);

    private static final Verdict LEFT_ALONE = new Verdict(
            Severity.ERROR,
            "used once and never closed or given back, and the remote has closed",
            NOBODY_LOOKED
                    + "Each was used for one exchange or one conversation and left alone since. Nothing shows a pool: none"
                    + " was used again after a rest by another thread or task, and no pool that can be asked has them. "
                    + UNTIL_CLOSE
                    + " They add up until the process has no descriptor left (\"Too many open files\").",
            CLOSE_WHEN_DONE);

    private static final Verdict ONE_POOL_EACH = new Verdict(
            Severity.ERROR,
            "each in a pool of its own, with the client thrown away: the remote has closed and nobody has looked since",
            NOBODY_LOOKED
                    + "Each of these connections is the only one of its pool, was used once, and lies there: the program has"
                    + " made one client (or data source) after the other, and each brought a pool of its own that no further"
                    + " call will ask. " + UNTIL_CLOSE
                    + " They add up with each call until the process has no descriptor left (\"Too many open files\").",
            "share one client, or data source, for all calls, as its pool is made for; where one is made for a single piece of"
                    + " work, close it with that (try-with-resources, close() or shutdown()), its pool and its threads too.");

    private static final Verdict NEVER_USED = new Verdict(
            Severity.ERROR,
            NEVER_USED_TITLE,
            NOBODY_LOOKED + UNTIL_CLOSE + " They add up until the process has no descriptor left (\"Too many open"
                    + " files\").",
            CLOSE_UNUSED);

    private static final Verdict NEVER_USED_BY_LIBRARY = new Verdict(
            Severity.WARNING,
            NEVER_USED_TITLE,
            NEVER_USED.why(),
            CLOSE_UNUSED + " In a pool that connects in advance: " + POOL_FIX);

    private static final Verdict SERVER = new Verdict(
            Severity.ERROR,
            "the client has gone and its handler neither reads nor closes",
            NOBODY_LOOKED + "The handler is stuck, waits for something else, has switched reading off, or never"
                    + " completes. " + UNTIL_CLOSE
                    + " They add up until the process has no descriptor left (\"Too many open files\").",
            "give the handler an end: complete asynchronous requests, set a timeout on them, keep reading (or write a"
                    + " heartbeat, and take a failed write as the end), and close() in a finally block.");

    private static final Verdict READING_OFF = new Verdict(
            Severity.ERROR,
            "the remote has closed, and reading is switched off",
            "Netty meets the remote's close only when it reads, and it does not read these channels: AUTO_READ is false,"
                    + " and nobody asks for the next read. " + UNTIL_CLOSE
                    + " They add up until the process has no descriptor left (\"Too many open files\").",
            "switch reading on again (setAutoRead(true), or read() for each message) when a message is done with, also"
                    + " when that failed; and close the channel when nobody will.");

    private static final String FROM_BEFORE =
            "the remote has closed, and nobody has read or closed since LastAck was attached";

    private static final String NOT_SEEN =
            "Whether the program had read the end of the stream before that, is not known. " + UNTIL_CLOSE
                    + " Forgotten ones add up until the process has no descriptor left (\"Too many open files\").";

    private static final String NEW_ONES =
            "The same code most likely does it again: connections opened from now on are told with their stack. ";

    private static final Verdict CLIENT_FROM_BEFORE = new Verdict(
            Severity.WARNING,
            FROM_BEFORE,
            NOT_SEEN,
            NEW_ONES + "Forgotten: " + RESPONSE_FIX + " In a pool: " + POOL_FIX);

    private static final Verdict SERVER_FROM_BEFORE = new Verdict(
            Severity.ERROR,
            FROM_BEFORE,
            NOT_SEEN,
            NEW_ONES + "Look at the handlers of this listener: close() in a finally block, a timeout on asynchronous"
                    + " requests, and a read or a heartbeat that meets the end.");

    private static final String LENT_OUT_WHY =
            "The pool has lent them out: it cannot close them, and nobody who has" + " borrowed them reads. ";

    private static final String GIVE_BACK = "give each connection back on every way out of the code that borrows it"
            + " (close() by try-with-resources). ";

    private final LeakState state;

    /** Of connections of which no pool has told anything. */
    public UnreadRule() {
        this(LeakState.UNREAD);
    }

    private UnreadRule(LeakState state) {
        super(state);
        this.state = state;
    }

    /** Each kind is a finding of its own: what is lent out is somebody's fault, what lies in the pool is nobody's. */
    public static List<Rule> all() {
        return List.of(
                new UnreadRule(), new UnreadRule(LeakState.UNREAD_BORROWED), new UnreadRule(LeakState.UNREAD_IN_POOL));
    }

    @Override
    public String id() {
        return "close-wait/unread";
    }

    /** A client of MongoDB has threads of its own that watch the server: with the client they are left behind. */
    @Override
    public boolean joinsLibraryThreads() {
        return true;
    }

    @Override
    Finding finding(AffectedConnections group) {
        Verdict verdict = switch (state) {
            case UNREAD_IN_POOL -> inPool(group);
            case UNREAD_BORROWED -> borrowed(group);
            default -> verdict(group);
        };
        Culprit culprit = verdict.equals(HALF_READ) ? Culprit.ofReader(group) : Culprit.ofOwner(group);
        OpenDetails details = OpenDetails.of(group, culprit)
                .pool()
                .line(exchanges(group))
                .lastUsed()
                .evidence()
                .netty()
                .unreadData()
                .unclosed()
                .reachability()
                .siblings();
        return finding(
                group,
                withTimeout(verdict, group),
                culprit,
                group.max(OpenConnection::sinceRemoteCloseMillis),
                details);
    }

    private static Verdict inPool(AffectedConnections group) {
        if (ThrownAwayPools.are(group)) {
            return ONE_POOL_EACH;
        }
        boolean endsByItself = library(group) == PoolLibrary.URL_CONNECTION;
        return new Verdict(
                endsByItself ? Severity.INFO : Severity.WARNING,
                "idle in the pool: the remote has closed and nobody has looked since",
                endsByItself ? URL_CACHE_WHY : POOL_WHY,
                POOL_FIX + " " + PoolSettings.dropsIdle(library(group)) + ".");
    }

    private static Verdict borrowed(AffectedConnections group) {
        boolean halfRead = isHalfRead(group);
        return new Verdict(
                Severity.ERROR,
                halfRead ? HALF_READ.title() : "lent out by the pool and never given back, and the remote has closed",
                NOBODY_LOOKED + LENT_OUT_WHY + UNTIL_CLOSE
                        + " They add up until the pool has none left to lend, or the process no descriptor (\"Too many"
                        + " open files\").",
                (halfRead ? RESPONSE_FIX + " " : GIVE_BACK) + PoolSettings.tellsOfLeaks(library(group)) + ".");
    }

    private static PoolLibrary library(AffectedConnections group) {
        return Objects.requireNonNull(PoolEvidence.of(group)).pooled().library();
    }

    private static boolean isHalfRead(AffectedConnections group) {
        return group.count(connection -> connection.unreadBytes() > FAREWELL_BYTES) > group.size() / 2;
    }

    private static Verdict verdict(AffectedConnections group) {
        if (NettyDetails.allReadingOff(group)) {
            return READING_OFF;
        }
        if (group.path().openedBeforeWatch()) {
            return group.path().isClient() ? CLIENT_FROM_BEFORE : SERVER_FROM_BEFORE;
        }
        if (!group.path().isClient()) {
            return SERVER;
        }
        if (isHalfRead(group)) {
            return HALF_READ;
        }
        long reused = group.count(OpenConnection::reusedByAnother);
        if (reused > 0) {
            return reused == group.size() ? POOL : MIXED;
        }
        boolean neverUsed = group.all(connection -> connection.lastUse() == null);
        if (mayBePooled(group)) {
            return neverUsed ? NEVER_USED_BY_LIBRARY : POOL_OR_FORGOTTEN;
        }
        if (neverUsed) {
            return NEVER_USED;
        }
        // the last one that was opened has none after it
        return 2 * PassedOver.count(group) >= group.size() ? FORGOTTEN : LEFT_ALONE;
    }

    /** A pool's own thread opens connections that nobody has asked for yet, and so do pools that nobody can ask. */
    private static boolean mayBePooled(AffectedConnections group) {
        return group.path().openStack().culprit() == null || UnaskedPools.mayHave(group.path());
    }

    private static Verdict withTimeout(Verdict verdict, AffectedConnections group) {
        IdleAtRemoteClose idle = IdleAtRemoteClose.of(group);
        if (!group.path().isClient() || idle == null || !idle.isTimeout()) {
            return verdict;
        }
        return new Verdict(
                verdict.severity(),
                verdict.title(),
                verdict.why(),
                verdict.fix() + " Here the remote's idle timeout is about " + Words.duration(idle.minMillis()) + ".");
    }

    private static String exchanges(AffectedConnections group) {
        if (!group.path().isClient()
                || group.path().openedBeforeWatch()
                || group.all(connection -> connection.lastUse() == null)) {
            return "";
        }
        long reused = group.count(OpenConnection::reusedByAnother);
        if (reused == group.size()) {
            return "used again after they had lain idle, as pooled connections are";
        }
        boolean rested = group.count(connection -> connection.reused() && !connection.reusedByAnother()) > 0;
        String rest = rested
                ? "used by nobody else than at first, for a conversation with rests in it, and then left alone"
                : "used once, for one exchange or a whole conversation, and then left alone";
        return reused == 0
                ? rest
                : Words.count(reused) + " of " + Words.count(group.size())
                        + " were used again after they had lain idle, as pooled connections are; the others were "
                        + rest;
    }
}
