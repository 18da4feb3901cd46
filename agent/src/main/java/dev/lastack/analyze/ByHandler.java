package dev.lastack.analyze;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A listener's connections are served by many handlers, and each that leaks is a cause of its own. Their healthy
 * siblings, which have ended, are not known by handler: each part has them all.
 */
final class ByHandler {

    private ByHandler() {}

    /**
     * How a connection is served. One handler may do with one request this, with another that: what it took over, and
     * where, is apart from what a thread of it stands at.
     *
     * @param takenOverAt null where it was not, or where that was not seen
     * @param standing a thread is inside the handler now, or keeps its event loop
     */
    private record Served(
            Site handler, boolean async, @Nullable Site takenOverAt, boolean standing) {}

    /** The same paths once for each way in which open connections are served; as they are where none is known. */
    static List<List<CodePath>> split(List<CodePath> paths) {
        if (paths.stream().noneMatch(ByHandler::knowsHandlers)) {
            return List.of(paths);
        }
        List<Optional<Served>> handlers = paths.stream()
                .flatMap(path -> path.open().stream())
                .map(ByHandler::handler)
                .distinct()
                .toList();
        return handlers.size() <= 1
                ? List.of(paths)
                : handlers.stream().map(handler -> servedBy(handler, paths)).toList();
    }

    private static boolean knowsHandlers(CodePath path) {
        for (OpenConnection connection : path.open()) {
            if (connection.handled() != null) {
                return true;
            }
        }
        return false;
    }

    private static List<CodePath> servedBy(Optional<Served> handler, List<CodePath> paths) {
        return paths.stream()
                .map(path -> path.withOpen(path.open().stream()
                        .filter(connection -> handler(connection).equals(handler))
                        .toList()))
                .toList();
    }

    private static Optional<Served> handler(OpenConnection connection) {
        Handled handled = connection.handled();
        if (handled == null) {
            return Optional.empty();
        }
        IoEvent started = handled.async() ? connection.evidenceOf(Evidence.Kind.ASYNC_STARTED) : null;
        return Optional.of(new Served(
                handled.site(),
                handled.async(),
                started == null ? null : started.stack().culprit(),
                connection.evidenceOf(Evidence.Kind.READER_NOW) != null
                        || connection.evidenceOf(Evidence.Kind.LOOP_NOW) != null));
    }

    /** Parts of one path are that path again. */
    static List<CodePath> together(List<List<CodePath>> groups) {
        Map<String, CodePath> byId = new LinkedHashMap<>();
        groups.forEach(group -> group.forEach(path -> byId.merge(path.id(), path, ByHandler::withOpenOfBoth)));
        return List.copyOf(byId.values());
    }

    private static CodePath withOpenOfBoth(CodePath one, CodePath other) {
        List<OpenConnection> both = new ArrayList<>(one.open());
        both.addAll(other.open());
        both.sort(Comparator.comparing(OpenConnection::openedAt));
        return one.withOpen(both);
    }
}
