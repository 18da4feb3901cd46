package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.HandlerEvidence;
import dev.lastack.analyze.leak.IdleAtRemoteClose;
import dev.lastack.analyze.leak.NettyDetails;
import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.StackCount;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was seen of a group of open connections, a line each. Says only what was seen. */
public final class OpenDetails {

    private final AffectedConnections group;
    private final List<String> lines = new ArrayList<>();

    private OpenDetails(AffectedConnections group) {
        this.group = group;
    }

    /** Begins with the peer; and, where there is no culprit, with what there is instead. */
    static OpenDetails of(AffectedConnections group, Culprit culprit) {
        OpenDetails details = new OpenDetails(group);
        if (culprit.site() == null && group.path().openedBeforeWatch()) {
            details.line("opened before LastAck was attached: where, is not known; the first read, write or close from"
                    + " now on will name code");
        } else {
            CulpritText.noCulprit(culprit, details.lines);
        }
        return details.line(CulpritText.peer(group.path()) + "; " + details.remoteClose());
    }

    List<String> lines() {
        return lines;
    }

    OpenDetails line(String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return this;
    }

    OpenDetails unclosed() {
        return line("remote-closed and not closed here for "
                + atLeast()
                + Words.range(
                        group.min(OpenConnection::sinceRemoteCloseMillis),
                        group.max(OpenConnection::sinceRemoteCloseMillis)));
    }

    OpenDetails eofRead() {
        long seen = group.uses(OpenConnection::eof).count();
        if (seen == 0) {
            return this;
        }
        List<StackCount> stacks = group.stacks(OpenConnection::eof);
        boolean byNetty = NettyDetails.onEventLoops(group) && Stacks.commonCulprit(stacks) == null;
        return line("end of stream was read" + (byNetty ? " by Netty, on an event loop," : at(stacks))
                + group.share(seen) + " and the " + (byNetty ? "channel" : "socket") + " was left open"
                + inexact(OpenConnection::eof));
    }

    OpenDetails lastUsed() {
        IoEvent latest = latest(OpenConnection::lastUse);
        if (latest == null) {
            return line((group.path().openedBeforeWatch()
                            ? "nothing was read or written since LastAck was attached; idle for "
                            : "nothing was ever read or written; idle for ")
                    + atLeast()
                    + idleFor());
        }
        String how = NettyDetails.lastWritten(group) ? "last written" : "last used";
        return line(how + at(group.stacks(OpenConnection::lastUse)) + byThread(latest) + "; idle for " + idleFor()
                + inexact(OpenConnection::lastUse));
    }

    /** What the pools say that have them. */
    OpenDetails pool() {
        PoolEvidence.lines(group).forEach(this::line);
        return this;
    }

    OpenDetails netty() {
        NettyDetails.lines(group).forEach(this::line);
        return this;
    }

    /** Only what says more than the last use: evidence that names the application's code elsewhere. */
    OpenDetails evidence() {
        String used = Stacks.places(group.stacks(OpenConnection::lastUse));
        Handled handled = HandlerEvidence.of(group);
        if (handled != null && handled.asyncStartedAt() != null) {
            line("asynchronous processing was started " + Words.duration(group.millisSince(handled.asyncStartedAt()))
                    + " ago" + (group.size() == 1 ? "" : ", of the first"));
        }
        for (Evidence.Kind kind : Evidence.Kind.values()) {
            List<StackCount> stacks = group.stacks(connection -> connection.evidenceOf(kind));
            String places = Stacks.places(stacks);
            boolean passedThrough = kind == Evidence.Kind.ASYNC_STARTED && isOutside(handled, stacks);
            if (Stacks.commonCulprit(stacks) != null && !places.equals(used) && !passedThrough) {
                long known =
                        group.uses(connection -> connection.evidenceOf(kind)).count();
                line(kind.phrase() + " at " + places + group.share(known));
            }
        }
        return this;
    }

    /** A framework starts it after the handler has returned: what is on that stack is a filter, or the like. */
    private static boolean isOutside(@Nullable Handled handled, List<StackCount> stacks) {
        return handled != null
                && handled.kind() != Handled.Kind.REGISTERED
                && stacks.stream()
                        .flatMap(count -> count.stack().frames().stream())
                        .noneMatch(handled::hasInside);
    }

    OpenDetails unreadData() {
        long holding = group.count(connection -> connection.unreadBytes() > 0);
        if (holding == 0) {
            return this;
        }
        return line(subject(holding) + " data that nobody has read, up to "
                + Words.count(group.max(OpenConnection::unreadBytes), "byte"));
    }

    OpenDetails reachability() {
        if (group.path().openedBeforeWatch()) {
            return this;
        }
        long lost = group.count(connection -> connection.reachability() == Reachability.UNREACHABLE);
        if (lost == 0) {
            return line("still reachable, as far as garbage collection has told so far");
        }
        return line("no longer reachable" + group.share(lost)
                + ": the JDK's cleaner will close such sockets, at a time nobody knows");
    }

    OpenDetails siblings() {
        if (group.path().openedBeforeWatch()) {
            return line(siblingsFromBefore());
        }
        long like = group.count(OpenConnection::openedLikeSiblings);
        if (like > 0) {
            line("so many are opened here that stacks were captured of a sample: where "
                    + (like == group.size()
                            ? "they were"
                            : Words.count(like) + " of them " + (like == 1 ? "was" : "were"))
                    + " opened is told by siblings of the same thread and peer");
        }
        return line(siblings(group.path().ended(), group.path().opened()));
    }

    private String siblingsFromBefore() {
        ClosedConnections ended = group.path().ended();
        String all = Words.count(group.path().opened(), "connection") + " of this peer opened before";
        if (ended.count() == 0) {
            return "none of the " + all + " has been closed since";
        }
        String places = Stacks.places(ended.closedBy());
        return "of the " + all + ", " + Words.count(ended.count()) + " " + (ended.count() == 1 ? "has" : "have")
                + " ended since" + (places.isEmpty() ? "" : ", closed at " + places);
    }

    private String atLeast() {
        return group.path().openedBeforeWatch() ? "at least " : "";
    }

    static String siblings(ClosedConnections ended, long opened) {
        long properly = OpenEvidence.closedProperly(ended);
        if (ended.count() == 0 && opened == 1) {
            return "no other connection has been opened here";
        }
        if (ended.count() == 0) {
            return "none of the " + Words.count(opened, "connection") + " opened here has been closed yet";
        }
        if (properly == 0) {
            return "none of the " + Words.count(ended.count()) + " that ended was closed in time";
        }
        String places = Stacks.places(Stacks.minus(ended.closedBy(), ended.slowlyClosedBy()));
        return Words.count(properly, "sibling") + " from the same path " + (properly == 1 ? "was" : "were")
                + " closed properly" + (places.isEmpty() ? "" : ", at " + places);
    }

    private String remoteClose() {
        long closed = group.remoteClosed();
        if (closed == 0 && group.all(connection -> connection.resetAt() != null)) {
            return "it is gone without a close of either side";
        }
        if (closed == 0) {
            return "no close by the remote has arrived";
        }
        if (closed < group.size()) {
            return "the remote has closed " + Words.count(closed) + " of them";
        }
        IdleAtRemoteClose idle = IdleAtRemoteClose.of(group);
        return whoClosedFirst() + (idle == null ? "" : ", " + idle.phrase());
    }

    private String whoClosedFirst() {
        if (group.all(connection -> connection.firstCloser() == FirstCloser.REMOTE)) {
            return "the remote closed first";
        }
        if (group.all(connection -> connection.firstCloser() == FirstCloser.RESET_BY_REMOTE)) {
            return "the remote reset";
        }
        if (group.all(connection -> connection.firstCloser() == FirstCloser.LOCAL)) {
            return "this side shut down its output first, then the remote closed";
        }
        return "the remote closed";
    }

    private String byThread(IoEvent latest) {
        if (latest.thread().isEmpty()) {
            return "";
        }
        return (group.size() == 1 ? " by thread " : ", most recently by thread ") + latest.thread();
    }

    private String idleFor() {
        return Words.range(group.min(OpenConnection::idleMillis), group.max(OpenConnection::idleMillis));
    }

    private @Nullable IoEvent latest(Function<OpenConnection, @Nullable IoEvent> event) {
        return group.uses(event).max(Comparator.comparing(IoEvent::at)).orElse(null);
    }

    private String inexact(Function<OpenConnection, @Nullable IoEvent> event) {
        long inexact = group.uses(event)
                .filter(use -> !use.exact() && !use.stack().isEmpty())
                .count();
        return inexact == 0 ? "" : " (the site" + group.share(inexact) + " is that of an earlier use)";
    }

    private static String at(List<StackCount> stacks) {
        String places = Stacks.places(stacks);
        return places.isEmpty() ? "" : " at " + places;
    }

    private String subject(long number) {
        return number == group.size()
                ? (number == 1 ? "it holds" : "all hold")
                : Words.count(number) + " of them " + (number == 1 ? "holds" : "hold");
    }
}
