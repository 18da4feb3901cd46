package dev.lastack.analyze;

import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.StackCount;
import dev.lastack.snapshot.TimeWait;
import dev.lastack.snapshot.Traffic;
import dev.lastack.snapshot.Traffic.AddressExhausted;
import dev.lastack.snapshot.Traffic.TopClient;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Code paths of one cause, merged so that they are one finding: a line that connects to many remote ports (passive FTP), listens on many (active FTP), or
 * reaches the connect over several detours of its library makes many code paths, and rules judge them as one.
 */
final class MergedPaths {

    /** Peers that are named; the others are counted. */
    private static final int EXAMPLES = 3;

    private MergedPaths() {}

    /**
     * Those that one line of the application opens in one role, together. A line that only started the thread which
     * opens them is no such line: it may have started several servers.
     */
    static Collection<List<CodePath>> byOpener(List<CodePath> paths) {
        Map<Object, List<CodePath>> groups = new LinkedHashMap<>();
        for (CodePath path : paths) {
            groups.computeIfAbsent(opener(path), key -> new ArrayList<>()).add(path);
        }
        return groups.values();
    }

    private static Object opener(CodePath path) {
        Site site = path.openStack().ofStartedThread() ? null : path.openStack().culprit();
        return site == null || path.openedBeforeWatch() ? path.id() : new Opener(site, path.role());
    }

    private record Opener(Site site, Role role) {}

    /** How many remote addresses, or listeners, there are. */
    static long peers(List<CodePath> paths) {
        return paths.stream().map(CodePath::peer).distinct().count();
    }

    /**
     * All of them as if they were one: the first one's identity and stack, everyone's connections. Quantiles are upper
     * bounds: the worst of any.
     *
     * @param paths not empty
     */
    static CodePath merge(List<CodePath> paths) {
        CodePath first = paths.get(0);
        if (paths.size() == 1) {
            return first;
        }
        return new CodePath(
                first.id(),
                first.role(),
                first.transport(),
                peer(paths),
                first.openStack(),
                sum(paths, CodePath::opened),
                ended(paths),
                all(paths, CodePath::open)
                        .sorted(Comparator.comparing(OpenConnection::openedAt))
                        .toList(),
                timeWait(paths),
                traffic(paths),
                first.load(),
                all(paths, CodePath::stuckListeners).toList(),
                all(paths, CodePath::unconnected).toList());
    }

    /** {@code 10.0.0.5:40001}, {@code 10.0.0.5:40001 and 39 others (10.0.0.5:40002, 10.0.0.5:40003, 10.0.0.5:40004, ...)}. */
    private static String peer(List<CodePath> paths) {
        List<String> peers = paths.stream().map(CodePath::peer).distinct().toList();
        if (peers.size() == 1) {
            return peers.get(0);
        }
        int others = peers.size() - 1;
        int named = Math.min(EXAMPLES, others);
        return peers.get(0) + " and " + Words.count(others, "other") + " ("
                + String.join(", ", peers.subList(1, 1 + named)) + (named < others ? ", ...)" : ")");
    }

    private static ClosedConnections ended(List<CodePath> paths) {
        List<ClosedConnections> all = paths.stream().map(CodePath::ended).toList();
        return new ClosedConnections(
                sum(all, ClosedConnections::count),
                all.stream()
                        .map(ClosedConnections::firstCloser)
                        .reduce(FirstCloserCounts.NONE, FirstCloserCounts::plus),
                worst(all, ClosedConnections::lifetime),
                worst(all, ClosedConnections::closeWait),
                sum(all, ClosedConnections::closeWaitUnknown),
                sum(all, ClosedConnections::slowlyClosed),
                sum(all, ClosedConnections::reclaimed),
                worst(all, ClosedConnections::reclaimedCloseWait),
                counts(all, ClosedConnections::closedBy),
                counts(all, ClosedConnections::slowlyClosedBy),
                counts(all, ClosedConnections::eofSeenBy),
                counts(all, ClosedConnections::lastUsedBy));
    }

    private static Distribution worst(List<ClosedConnections> all, Function<ClosedConnections, Distribution> which) {
        List<Distribution> known =
                all.stream().map(which).filter(one -> one.count() > 0).toList();
        return new Distribution(
                sum(known, Distribution::count),
                max(known, Distribution::p50Millis),
                max(known, Distribution::p99Millis),
                max(known, Distribution::maxMillis));
    }

    private static List<StackCount> counts(
            List<ClosedConnections> all, Function<ClosedConnections, List<StackCount>> which) {
        return all(all, which).toList();
    }

    /** The share of ports is one destination's: that of the worst. */
    private static TimeWait timeWait(List<CodePath> paths) {
        List<TimeWait> all = paths.stream().map(CodePath::timeWait).toList();
        return new TimeWait(
                sum(all, TimeWait::left),
                sum(all, TimeWait::now),
                all.stream().mapToDouble(TimeWait::perSecond).sum(),
                all.stream().mapToDouble(TimeWait::steadyState).sum(),
                all.stream().mapToDouble(TimeWait::portShare).max().orElse(0),
                all.stream().anyMatch(TimeWait::atMost));
    }

    private static Traffic traffic(List<CodePath> paths) {
        List<Traffic> all = paths.stream().map(CodePath::traffic).toList();
        return new Traffic(
                all.stream().mapToDouble(Traffic::windowSeconds).max().orElse(0),
                sum(all, Traffic::openedInWindow),
                sum(all, Traffic::shortInWindow),
                all.get(0).idleAtRemoteClose(),
                new AddressExhausted(
                        sum(all, one -> one.addressExhausted().count()),
                        all.stream()
                                .map(one -> one.addressExhausted().firstAt())
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        all.stream()
                                .map(one -> one.addressExhausted().lastAt())
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null)),
                topClient(all),
                all.get(0).worst());
    }

    private static @Nullable TopClient topClient(List<Traffic> all) {
        return all.stream()
                .map(Traffic::topClient)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(TopClient::timeWaits))
                .orElse(null);
    }

    private static <T> long sum(List<T> all, ToLongFunction<T> number) {
        return all.stream().mapToLong(number).sum();
    }

    private static <T> long max(List<T> all, ToLongFunction<T> number) {
        return all.stream().mapToLong(number).max().orElse(0);
    }

    private static <T, E> Stream<E> all(List<T> all, Function<T, List<E>> which) {
        return all.stream().flatMap(one -> which.apply(one).stream());
    }
}
