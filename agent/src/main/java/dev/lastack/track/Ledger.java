package dev.lastack.track;

import dev.lastack.snapshot.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All code paths and their sums. Not thread-safe: the {@link Watcher} and snapshots take turns through its monitor,
 * which no hook ever takes.
 */
final class Ledger {

    private static final int MAX_PATHS = 2_000;

    private final Map<PathKey, PathStats> paths = new LinkedHashMap<>();
    private final Set<String> capsHit = new TreeSet<>();
    private final FrameNormaliser normaliser;
    private Limits limits;

    Ledger(FrameNormaliser normaliser, Limits limits) {
        this.normaliser = normaliser;
        this.limits = limits;
    }

    synchronized void limits(Limits others) {
        limits = others;
    }

    void opened(Connection c) {
        PathStats path = path(c);
        if (path != null) {
            path.open(c);
        }
    }

    void ended(Connection c) {
        c.folded = true;
        PathStats path = path(c);
        if (path == null) {
            return;
        }
        if (c.addressExhausted) {
            path.addressExhausted(c.openedNanos);
        } else {
            path.end(c, limits, normaliser);
        }
    }

    /** Null where the connection is not the application's. */
    @Nullable
    PathStats path(Connection c) {
        if (c.path == null) {
            c.path = find(c);
        }
        return c.path;
    }

    private @Nullable PathStats find(Connection c) {
        NormalStack stack = c.openStack.stack(normaliser);
        if (stack.jvmManagement) {
            return null;
        }
        String transport = c.addressExhausted ? Transports.of(stack.stack) : c.transport;
        Role role = c.accepted ? Role.SERVER : Role.CLIENT;
        PathKey key = c.accepted
                ? new PathKey(stack, role, transport, c.local, c.localPort)
                : new PathKey(stack, role, transport, c.remote, c.remotePort);
        PathStats path = paths.get(key);
        return path != null ? path : fresh(key);
    }

    private PathStats fresh(PathKey key) {
        PathKey within = paths.size() < MAX_PATHS ? key : capped(key);
        return paths.computeIfAbsent(within, k -> new PathStats(k, "p" + (paths.size() + 1), limits.windowNanos()));
    }

    /** First the destinations of one stack fall together, then all stacks of one role and transport. */
    private PathKey capped(PathKey key) {
        capsHit.add("more than " + MAX_PATHS + " code paths: the destinations of the later ones are counted together");
        NormalStack stack = paths.size() < 2 * MAX_PATHS ? key.stack() : StackEntry.NONE.stack(normaliser);
        return new PathKey(stack, key.role(), key.transport(), null, 0);
    }

    List<PathStats> paths() {
        return new ArrayList<>(paths.values());
    }

    FrameNormaliser normaliser() {
        return normaliser;
    }

    Set<String> capsHit() {
        return capsHit;
    }
}
