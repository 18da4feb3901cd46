package dev.lastack.report.json;

import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.report.content.CloseWaitTimes;
import dev.lastack.report.content.Totals;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.NettyChannel;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.StackCount;
import dev.lastack.snapshot.TimeWait;
import dev.lastack.snapshot.Traffic;
import dev.lastack.snapshot.Traffic.TopClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One entry of {@code codePaths}. */
final class JsonCodePath {

    private static final int MAX_SAMPLES = 10;

    private final JsonOut json;

    JsonCodePath(JsonOut json) {
        this.json = json;
    }

    void write(CodePath path) throws IOException {
        Totals totals = Totals.of(path);
        json.text("id", path.id());
        json.name("role", path.role());
        json.text("transport", path.transport().id());
        json.text("peer", path.peer());
        json.bool("openedBeforeWatch", path.openedBeforeWatch());
        Site site = path.openStack().culprit();
        json.text("site", site == null ? null : site.toString());
        json.stack("openStack", path.openStack());
        json.number("opened", totals.opened());
        json.number("closed", totals.closed());
        json.number("open", totals.open());
        json.firstClosers(totals.firstCloser());
        closeWait(path, totals.closeWaitNow());
        lifetime(path.ended().lifetime());
        timeWait(path.timeWait());
        traffic(path.traffic());
        stacks("closedBy", path.ended().closedBy());
        stacks("eofSeenBy", withOpen(path.ended().eofSeenBy(), path, OpenConnection::eof));
        stacks("lastUsedBy", withOpen(path.ended().lastUsedBy(), path, OpenConnection::lastUse));
        evidence(path);
        json.objects("samples", samples(path), this::sample);
    }

    private void closeWait(CodePath path, long now) throws IOException {
        CloseWaitTimes closeWait = CloseWaitTimes.of(path);
        json.begin("closeWait");
        json.number("now", now);
        json.number("longestMillis", closeWait.longestMillis());
        json.number("p50Millis", closeWait.p50Millis());
        json.number("p99Millis", closeWait.p99Millis());
        json.number("unknown", path.ended().closeWaitUnknown());
        json.number("slowlyClosed", path.ended().slowlyClosed());
        json.number("reclaimed", path.ended().reclaimed());
        json.end();
    }

    private void lifetime(Distribution lifetime) throws IOException {
        json.begin("lifetime");
        json.number("p50Millis", lifetime.p50Millis());
        json.number("p99Millis", lifetime.p99Millis());
        json.end();
    }

    private void timeWait(TimeWait timeWait) throws IOException {
        json.begin("timeWait");
        json.number("left", timeWait.left());
        json.number("now", timeWait.now());
        json.number("perSecond", timeWait.perSecond());
        json.number("steadyState", timeWait.steadyState());
        json.number("portShare", timeWait.portShare());
        json.bool("atMost", timeWait.atMost());
        json.end();
    }

    private void traffic(Traffic traffic) throws IOException {
        json.begin("traffic");
        json.number("windowSeconds", traffic.windowSeconds());
        json.number("openedInWindow", traffic.openedInWindow());
        json.number("openedPerSecond", traffic.openedPerSecond());
        json.number("shortInWindow", traffic.shortInWindow());
        json.begin("idleAtRemoteClose");
        json.number("count", traffic.idleAtRemoteClose().count());
        json.number("p10Millis", traffic.idleAtRemoteClose().p10Millis());
        json.number("p50Millis", traffic.idleAtRemoteClose().p50Millis());
        json.number("p90Millis", traffic.idleAtRemoteClose().p90Millis());
        json.end();
        json.begin("addressExhausted");
        json.number("count", traffic.addressExhausted().count());
        json.time("firstAt", traffic.addressExhausted().firstAt());
        json.time("lastAt", traffic.addressExhausted().lastAt());
        json.end();
        TopClient top = traffic.topClient();
        json.text("topClient", top == null ? null : top.address());
        json.number("topClientTimeWaits", top == null ? 0 : top.timeWaits());
        json.end();
    }

    private void stacks(String name, List<StackCount> counts) throws IOException {
        json.objects(name, Stacks.merge(counts), count -> {
            json.stack("stack", count.stack());
            json.number("count", count.count());
        });
    }

    private void evidence(CodePath path) throws IOException {
        List<CountedEvidence> all = new ArrayList<>();
        for (Evidence.Kind kind : Evidence.Kind.values()) {
            Stacks.merge(withOpen(List.of(), path, connection -> connection.evidenceOf(kind)))
                    .forEach(count -> all.add(new CountedEvidence(kind, count)));
        }
        json.objects("evidence", all, one -> {
            json.text("kind", one.kind().id());
            json.stack("stack", one.count().stack());
            json.number("count", one.count().count());
        });
    }

    private record CountedEvidence(Evidence.Kind kind, StackCount count) {}

    private static List<StackCount> withOpen(
            List<StackCount> ended, CodePath path, Function<OpenConnection, @Nullable IoEvent> event) {
        List<StackCount> all = new ArrayList<>(ended);
        for (OpenConnection connection : path.open()) {
            IoEvent use = event.apply(connection);
            if (use != null) {
                all.add(new StackCount(use.stack(), 1));
            }
        }
        return all;
    }

    /** Oldest first; where there are too many, healthy ones make room for those that something is wrong with. */
    private static List<OpenConnection> samples(CodePath path) {
        return path.open().stream()
                .sorted(Comparator.comparing(JsonCodePath::looksHealthy))
                .limit(MAX_SAMPLES)
                .sorted(Comparator.comparing(OpenConnection::openedAt))
                .toList();
    }

    private static boolean looksHealthy(OpenConnection connection) {
        return connection.remoteClosedAt() == null
                && connection.reachability() != Reachability.UNREACHABLE
                && connection.closeAsked() == null
                && connection.unreadMillis() == 0
                && !connection.isLentOut();
    }

    private void sample(OpenConnection connection) throws IOException {
        json.text("local", connection.local());
        json.text("remote", connection.remote());
        json.text("state", connection.state().name());
        json.time("openedAt", connection.openedAt());
        json.time("remoteClosedAt", connection.remoteClosedAt());
        json.number("closeWaitMillis", connection.closeWaitMillis());
        json.text("thread", connection.thread());
        if (connection.openedLikeSiblings()) {
            json.bool("openedLikeSiblings", true);
        }
        json.time("eofAt", at(connection.eof()));
        json.time("lastReadAt", at(connection.lastRead()));
        json.time("lastWriteAt", at(connection.lastWrite()));
        json.time("lastUsedAt", at(connection.lastUse()));
        json.text(
                "lastUsedByThread",
                connection.lastUse() == null ? null : connection.lastUse().thread());
        json.time("closeAskedAt", at(connection.closeAsked()));
        json.number("idleMillis", connection.idleMillis());
        json.name("reachability", connection.reachability());
        json.bool("reused", connection.reused());
        json.number("unreadBytes", connection.unreadBytes());
        json.number("unreadMillis", connection.unreadMillis());
        netty(connection.netty());
        if (connection.pool() != null) {
            new JsonPool(json).write(connection.pool(), PoolEvidence.borrowedBy(connection));
        }
        if (connection.handled() != null) {
            new JsonHandler(json).write(connection.handled());
        }
    }

    private void netty(@Nullable NettyChannel channel) throws IOException {
        if (channel == null) {
            return;
        }
        json.begin("netty");
        json.bool("autoRead", channel.autoRead());
        json.bool("halfClosureAllowed", channel.halfClosureAllowed());
        json.texts("handlers", channel.handlers());
        json.end();
    }

    private static @Nullable Instant at(@Nullable IoEvent use) {
        return use == null ? null : use.at();
    }
}
