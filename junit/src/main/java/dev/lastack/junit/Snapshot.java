package dev.lastack.junit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was open at one moment, as the agent told it. Immutable.
 *
 * @param connections all that are open, but those from before the agent came
 * @param paths by id
 */
record Snapshot(List<Connection> connections, Map<String, CodePath> paths) {

    /** An open connection; what is not known is null, and {@code codePath}, the id of its path, empty. */
    record Connection(
            long id,
            String codePath,
            String role,
            String local,
            String remote,
            String state,
            @Nullable String site,
            String thread,
            Instant openedAt,
            @Nullable String firstCloser,
            @Nullable Instant remoteClosedAt,
            @Nullable Instant resetAt,
            boolean outputShutDown,
            boolean unreachable,
            List<String> openStack,
            List<String> askedBy,
            @Nullable List<String> eofSeenBy,
            @Nullable List<String> lastUsedBy,
            @Nullable List<String> closeAskedBy) {

        boolean isClient() {
            return role.equals("client");
        }

        /** Frames of all that is known to have led to its opening. */
        List<String> origin() {
            List<String> frames = new ArrayList<>(openStack);
            frames.addAll(askedBy);
            return frames;
        }
    }

    /** Counts of the connections that are opened at one place. */
    record CodePath(
            String id,
            String role,
            String peer,
            @Nullable String site,
            List<String> openStack,
            long opened,
            long reclaimed) {}

    @SuppressWarnings("unchecked") // the agent's promise
    static Snapshot of(Object told) {
        Map<String, List<Map<String, Object>>> all = (Map<String, List<Map<String, Object>>>) told;
        List<Connection> connections = new ArrayList<>();
        for (Map<String, Object> fields : all.getOrDefault("connections", List.of())) {
            if (!Boolean.TRUE.equals(fields.get("openedBeforeWatch"))) {
                connections.add(connection(fields));
            }
        }
        Map<String, CodePath> paths = new HashMap<>();
        for (Map<String, Object> fields : all.getOrDefault("codePaths", List.of())) {
            CodePath path = path(fields);
            paths.put(path.id(), path);
        }
        return new Snapshot(List.copyOf(connections), Map.copyOf(paths));
    }

    private static Connection connection(Map<String, Object> fields) {
        return new Connection(
                number(fields, "id"),
                text(fields, "codePath"),
                text(fields, "role"),
                text(fields, "local"),
                text(fields, "remote"),
                text(fields, "state"),
                (String) fields.get("site"),
                text(fields, "thread"),
                fields.get("openedAt") instanceof Instant at ? at : Instant.EPOCH,
                (String) fields.get("firstCloser"),
                (Instant) fields.get("remoteClosedAt"),
                (Instant) fields.get("resetAt"),
                Boolean.TRUE.equals(fields.get("outputShutDown")),
                text(fields, "reachability").equals("UNREACHABLE"),
                stack(fields, "openStack"),
                stack(fields, "askedBy"),
                stackOrNull(fields, "eofSeenBy"),
                stackOrNull(fields, "lastUsedBy"),
                stackOrNull(fields, "closeAskedBy"));
    }

    private static CodePath path(Map<String, Object> fields) {
        return new CodePath(
                text(fields, "id"),
                text(fields, "role"),
                text(fields, "peer"),
                (String) fields.get("site"),
                stack(fields, "openStack"),
                number(fields, "opened"),
                number(fields, "reclaimed"));
    }

    private static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static long number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static List<String> stack(Map<String, Object> fields, String name) {
        List<String> stack = stackOrNull(fields, name);
        return stack == null ? List.of() : stack;
    }

    @SuppressWarnings("unchecked") // the agent's promise
    private static @Nullable List<String> stackOrNull(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof List<?> stack ? (List<String>) stack : null;
    }
}
