package dev.lastack.analyze.leak;

import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Pooled;
import dev.lastack.snapshot.Site;
import dev.lastack.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What pools say of a group of connections.
 *
 * @param pooled of the one that was borrowed first; where none is lent out, of the oldest
 * @param borrowedBy null where it lies in the pool, and where nobody was seen
 */
public record PoolEvidence(Pooled pooled, @Nullable Site borrowedBy) {

    private static final Comparator<Pooled> BORROWED_FIRST =
            Comparator.comparing(Pooled::borrowedAt, Comparator.nullsLast(Comparator.naturalOrder()));

    /** Null where no pool has any of them. */
    public static @Nullable PoolEvidence of(AffectedConnections group) {
        return pooled(group)
                .min(Comparator.comparing(one -> Objects.requireNonNull(one.pool()), BORROWED_FIRST))
                .map(PoolEvidence::of)
                .orElse(null);
    }

    /** Of a connection that a pool has. */
    private static PoolEvidence of(OpenConnection connection) {
        return new PoolEvidence(Objects.requireNonNull(connection.pool()), borrowedBy(connection));
    }

    /** As the pool recorded it; or else who used it last, which nobody else does while it is lent out. */
    public static @Nullable Site borrowedBy(OpenConnection connection) {
        Pooled pool = connection.pool();
        if (pool == null || !pool.borrowed()) {
            return null;
        }
        Site recorded = pool.borrowedBy().culprit();
        Site used = recorded == null ? site(connection.lastUseOfApplication()) : recorded;
        return used == null ? site(connection.evidenceOf(Evidence.Kind.REQUEST_SENT)) : used;
    }

    private static @Nullable Site site(@Nullable IoEvent use) {
        return use == null ? null : use.stack().culprit();
    }

    /** A line for those that are lent out, one for those in the pool, and one where nobody but the pool opened them. */
    public static List<String> lines(AffectedConnections group) {
        List<String> lines = new ArrayList<>();
        List<OpenConnection> borrowed =
                pooled(group).filter(one -> one.isLentOut()).toList();
        List<OpenConnection> idle =
                pooled(group).filter(one -> !one.isLentOut()).toList();
        if (!borrowed.isEmpty()) {
            lines.add(name(borrowed) + ": " + since(borrowed, group) + group.share(borrowed.size()));
        }
        if (!idle.isEmpty()) {
            lines.add(name(idle) + ": " + (idle.size() == 1 ? "it lies" : "they lie") + " in the pool"
                    + group.share(idle.size()) + ", nobody has " + (idle.size() == 1 ? "it" : "them"));
        }
        List<OpenConnection> filled = filled(group);
        if (!filled.isEmpty()) {
            OpenConnection first = filled.get(0);
            lines.add("opened by "
                    + Objects.requireNonNull(first.pool()).library().id() + "'s filler, its thread " + first.thread()
                    + group.share(filled.size()));
        }
        return lines;
    }

    /**
     * Opened on a thread of the pool's own: whoever asked for a connection first, or made the pool, is no more to blame for
     * it than those after him. By the code path that each was seen at; in the group they are judged with his.
     */
    private static List<OpenConnection> filled(AffectedConnections group) {
        Set<Long> ids = pooled(group)
                .filter(one -> Objects.requireNonNull(one.pool()).library().keepsSomeReady())
                .map(OpenConnection::id)
                .collect(Collectors.toSet());
        return ids.isEmpty()
                ? List.of()
                : group.snapshot().codePaths().stream()
                        .filter(path -> path.isClient() && path.openStack().onLibrarysThread())
                        .flatMap(path -> path.open().stream())
                        .filter(one -> ids.contains(one.id()))
                        .toList();
    }

    private static String since(List<OpenConnection> borrowed, AffectedConnections group) {
        List<Instant> moments = borrowed.stream()
                .map(one -> Objects.requireNonNull(
                        Objects.requireNonNull(one.pool()).borrowedAt()))
                .sorted()
                .toList();
        String ago = Words.range(group.millisSince(moments.get(moments.size() - 1)), group.millisSince(moments.get(0)));
        boolean recorded = borrowed.stream()
                .allMatch(one -> one.pool() != null && one.pool().borrowRecorded());
        List<Site> sites = borrowed.stream()
                .map(PoolEvidence::borrowedBy)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String at = sites.size() == 1 ? " at " + sites.get(0).shortForm() : "";
        return (recorded ? "borrowed " + ago + " ago" : "lent out, for " + ago + " or longer") + at
                + ", never given back";
    }

    private static String name(List<OpenConnection> connections) {
        Pooled first = Objects.requireNonNull(connections.get(0).pool());
        boolean one = connections.stream()
                .allMatch(other ->
                        other.pool() != null && Objects.equals(other.pool().name(), first.name()));
        return first.library().id() + (one && first.name() != null ? " (" + first.name() + ")" : "");
    }

    private static Stream<OpenConnection> pooled(AffectedConnections group) {
        return group.connections().stream().filter(one -> one.pool() != null);
    }
}
