package dev.lastack.analyze.leak;

import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.StackCount;
import dev.lastack.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The open connections of one code path that are in one condition. */
public record AffectedConnections(
        CodePath path, List<OpenConnection> connections, Snapshot snapshot, Settings settings) {

    public static AffectedConnections of(CodePath path, LeakState condition, Snapshot snapshot, Settings settings) {
        List<OpenConnection> members = path.open().stream()
                .filter(connection -> LeakState.of(connection, snapshot.takenAt(), settings) == condition)
                .toList();
        return new AffectedConnections(path, members, snapshot, settings);
    }

    public boolean isEmpty() {
        return connections.isEmpty();
    }

    public int size() {
        return connections.size();
    }

    public long count(Predicate<OpenConnection> predicate) {
        return connections.stream().filter(predicate).count();
    }

    /** {@code (7 of 10)} with a space before it; empty where it is all of them. */
    public String share(long number) {
        return number == size() ? "" : " (" + Words.count(number) + " of " + Words.count(size()) + ")";
    }

    public boolean all(Predicate<OpenConnection> predicate) {
        return connections.stream().allMatch(predicate);
    }

    /** 0 for an empty group. */
    public long min(ToLongFunction<OpenConnection> number) {
        return connections.stream().mapToLong(number).min().orElse(0);
    }

    /** 0 for an empty group. */
    public long max(ToLongFunction<OpenConnection> number) {
        return connections.stream().mapToLong(number).max().orElse(0);
    }

    /** From then until the snapshot. */
    public long millisSince(Instant then) {
        return Millis.between(then, snapshot.takenAt());
    }

    /** Those events that were seen, one for each connection at most. */
    public Stream<IoEvent> uses(Function<OpenConnection, @Nullable IoEvent> event) {
        List<IoEvent> uses = new ArrayList<>();
        for (OpenConnection connection : connections) {
            IoEvent use = event.apply(connection);
            if (use != null) {
                uses.add(use);
            }
        }
        return uses.stream();
    }

    public List<StackCount> stacks(Function<OpenConnection, @Nullable IoEvent> event) {
        return Stacks.merge(
                uses(event).map(use -> new StackCount(use.stack(), 1)).toList());
    }

    public long remoteClosed() {
        return count(connection -> connection.remoteClosedAt() != null);
    }

    /** How many had their remote's close within the sliding window. */
    public long newInWindow() {
        Instant start = snapshot.takenAt().minus(settings.window());
        return connections.stream()
                .map(OpenConnection::remoteClosedAt)
                .filter(Objects::nonNull)
                .filter(at -> !at.isBefore(start))
                .count();
    }
}
