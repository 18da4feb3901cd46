package dev.lastack.analyze.leak;

import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.OpenConnection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who serves a group of a server's connections. */
public final class HandlerEvidence {

    private HandlerEvidence() {}

    /**
     * What is so of all of them: the handler, its route if it is one, and when the first was started. Null where it is
     * not the same handler, or where nobody knows of any.
     */
    public static @Nullable Handled of(AffectedConnections group) {
        List<Handled> all = group.connections().stream()
                .map(OpenConnection::handled)
                .filter(Objects::nonNull)
                .toList();
        if (all.isEmpty() || all.stream().map(Handled::site).distinct().count() > 1) {
            return null;
        }
        Handled first = all.get(0);
        boolean oneRoute = all.stream().map(Handled::route).distinct().count() == 1;
        Instant started = all.stream()
                .map(Handled::asyncStartedAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Handled(
                first.site(),
                first.kind(),
                oneRoute ? first.route() : null,
                all.stream().allMatch(Handled::async),
                started);
    }
}
