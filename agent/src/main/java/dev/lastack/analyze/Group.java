package dev.lastack.analyze;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.StackCount;
import dev.lastack.snapshot.Use;
import java.time.Duration;
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
record Group(CodePath path, List<OpenConnection> connections, Snapshot snapshot, Settings settings) {

    static Group of(CodePath path, Condition condition, Snapshot snapshot, Settings settings) {
        List<OpenConnection> members = path.open().stream()
                .filter(connection -> Condition.of(path, connection, snapshot.takenAt(), settings) == condition)
                .toList();
        return new Group(path, members, snapshot, settings);
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    int size() {
        return connections.size();
    }

    long count(Predicate<OpenConnection> predicate) {
        return connections.stream().filter(predicate).count();
    }

    /** {@code (7 of 10)} with a space before it; empty where it is all of them. */
    String share(long number) {
        return number == size() ? "" : " (" + Words.count(number) + " of " + Words.count(size()) + ")";
    }

    boolean all(Predicate<OpenConnection> predicate) {
        return connections.stream().allMatch(predicate);
    }

    /** 0 for an empty group. */
    long min(ToLongFunction<OpenConnection> number) {
        return connections.stream().mapToLong(number).min().orElse(0);
    }

    /** 0 for an empty group. */
    long max(ToLongFunction<OpenConnection> number) {
        return connections.stream().mapToLong(number).max().orElse(0);
    }

    /** From then until the snapshot. */
    long millisSince(Instant then) {
        return Duration.between(then, snapshot.takenAt()).toMillis();
    }

    /** Those events that were seen, one for each connection at most. */
    Stream<Use> uses(Function<OpenConnection, @Nullable Use> event) {
        List<Use> uses = new ArrayList<>();
        for (OpenConnection connection : connections) {
            Use use = event.apply(connection);
            if (use != null) {
                uses.add(use);
            }
        }
        return uses.stream();
    }

    List<StackCount> stacks(Function<OpenConnection, @Nullable Use> event) {
        return Stacks.merge(
                uses(event).map(use -> new StackCount(use.stack(), 1)).toList());
    }

    long remoteClosed() {
        return count(connection -> connection.remoteClosedAt() != null);
    }

    /** How many had their remote's close within the sliding window. */
    long newInWindow() {
        Instant start = snapshot.takenAt().minus(settings.window());
        return connections.stream()
                .map(OpenConnection::remoteClosedAt)
                .filter(Objects::nonNull)
                .filter(at -> !at.isBefore(start))
                .count();
    }
}
