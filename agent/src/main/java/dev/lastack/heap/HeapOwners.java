package dev.lastack.heap;

import dev.lastack.heap.SocketObjects.SocketObject;
import dev.lastack.heap.hprof.HeapDump;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers, for connections that a report names, who holds them in a heap dump. One thread. */
public final class HeapOwners {

    private static final String UNREACHABLE =
            "unreachable: no strong reference leads to it, so nothing can close it any more";
    private static final String CLOSED = "closed by the program between the report and the dump";
    private static final String ABSENT =
            "not in the heap: closed between the report and the dump, or unreachable and collected by then";

    private final SocketObjects sockets;
    private final PathSearch paths;
    private final PathFolder folder;
    private final Instant dumpedAt;

    public HeapOwners(HeapDump dump) {
        this.sockets = new SocketObjects(dump);
        this.paths = new PathSearch(dump);
        this.folder = new PathFolder(dump);
        this.dumpedAt = dump.writtenAt();
    }

    /** Groups of one path, the largest first. */
    public List<Owner> of(List<ConnectionIdentity> connections) {
        Map<List<Object>, List<FoldedPath>> held = new LinkedHashMap<>();
        Map<Owner.Kind, Integer> others = new LinkedHashMap<>();
        for (ConnectionIdentity connection : connections) {
            SocketObject socket = sockets.find(connection);
            PathSearch.Path path = socket == null ? null : paths.to(socket.object());
            Owner.Kind kind = kind(connection, socket, path != null);
            if (kind == Owner.Kind.HELD && path != null) {
                FoldedPath folded = folder.fold(path);
                held.computeIfAbsent(folded.group(), group -> new ArrayList<>()).add(folded);
            } else {
                others.merge(kind, 1, Integer::sum);
            }
        }
        List<Owner> owners = new ArrayList<>();
        held.values()
                .forEach(group -> owners.add(new Owner(
                        Owner.Kind.HELD, FoldedPath.text(group), group.get(0).holder(), group.size())));
        owners.sort(Comparator.comparingInt(Owner::connections).reversed().thenComparing(Owner::path));
        for (Owner.Kind kind : Owner.Kind.values()) {
            if (others.containsKey(kind)) {
                owners.add(new Owner(kind, words(kind), "", others.get(kind)));
            }
        }
        return owners;
    }

    /**
     * A dump of live objects has no unreachable ones. So one that was open before the dump and after it, and is not in
     * it, was unreachable: what the program holds, the dump has.
     */
    private Owner.Kind kind(ConnectionIdentity connection, @Nullable SocketObject socket, boolean reached) {
        if (socket != null && socket.identity().descriptor() < 0) {
            return Owner.Kind.CLOSED;
        }
        if (reached) {
            return Owner.Kind.HELD;
        }
        return socket != null || connection.unreachable() || connection.isOpenAt(dumpedAt)
                ? Owner.Kind.UNREACHABLE
                : Owner.Kind.ABSENT;
    }

    private static String words(Owner.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> UNREACHABLE;
            case CLOSED -> CLOSED;
            default -> ABSENT;
        };
    }
}
