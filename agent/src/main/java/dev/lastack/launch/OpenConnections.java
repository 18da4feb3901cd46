package dev.lastack.launch;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot for code in the same JVM, {@code lastack-junit}, in JDK types only: the two may be of different class loaders
 * and versions. {@code connections} has every open connection, {@code codePaths} the counts of each code path. Names are
 * those of {@code lastack-report/1} where it has them; what is not there is left out.
 */
final class OpenConnections {

    private OpenConnections() {}

    static Map<String, List<Map<String, Object>>> of(Snapshot snapshot) {
        List<Map<String, Object>> connections = new ArrayList<>();
        List<Map<String, Object>> paths = new ArrayList<>();
        for (CodePath path : snapshot.codePaths()) {
            paths.add(fields(path));
            path.open().forEach(connection -> connections.add(fields(path, connection)));
        }
        return Map.of("connections", connections, "codePaths", paths);
    }

    private static Map<String, Object> fields(CodePath path) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", path.id());
        place(path, fields);
        fields.put("opened", path.opened());
        fields.put("reclaimed", path.ended().reclaimed());
        return fields;
    }

    private static void place(CodePath path, Map<String, Object> fields) {
        fields.put("role", path.isClient() ? "client" : "server");
        fields.put("peer", path.peer());
        Site site = path.openStack().culprit();
        put(fields, "site", site == null ? null : site.toString());
        fields.put("openStack", frames(path.openStack()));
    }

    private static Map<String, Object> fields(CodePath path, OpenConnection connection) {
        Map<String, Object> fields = new LinkedHashMap<>();
        place(path, fields);
        fields.put("id", connection.id());
        fields.put("codePath", path.id());
        fields.put("local", connection.local());
        fields.put("remote", connection.remote());
        fields.put("state", connection.state().name());
        fields.put("openedBeforeWatch", path.openedBeforeWatch());
        fields.put("openedAt", connection.openedAt());
        fields.put("thread", connection.thread());
        put(
                fields,
                "firstCloser",
                connection.firstCloser() == null
                        ? null
                        : connection.firstCloser().name());
        put(fields, "remoteClosedAt", connection.remoteClosedAt());
        put(fields, "resetAt", connection.resetAt());
        fields.put("outputShutDown", connection.outputShutDown());
        fields.put("reachability", connection.reachability().name());
        stack(fields, "eofSeenBy", connection.eof());
        stack(fields, "lastUsedBy", connection.lastUseOfApplication());
        stack(fields, "closeAskedBy", connection.closeAsked());
        List<String> askers = new ArrayList<>();
        for (Evidence evidence : connection.evidence()) {
            if (evidence.kind().isOfAnAsker()) {
                askers.addAll(frames(evidence.use().stack()));
            }
        }
        fields.put("askedBy", askers);
        return fields;
    }

    private static void stack(Map<String, Object> fields, String name, @Nullable IoEvent event) {
        put(fields, name, event == null ? null : frames(event.stack()));
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static List<String> frames(Stack stack) {
        return stack.frames().stream().map(Site::toString).toList();
    }
}
